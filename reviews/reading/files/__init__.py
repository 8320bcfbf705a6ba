"""Files that hold a review in some wrapping: mails, saved pages, Markdown, word processors' documents."""
