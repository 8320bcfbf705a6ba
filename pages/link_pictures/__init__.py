"""The pictures that stand beside a shared link: what they show, how they are drawn, and how often."""
