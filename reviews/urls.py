"""Addresses of what people say."""

urlpatterns = []
