"""WeChat Official Accounts."""
