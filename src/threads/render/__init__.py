"""Writers: a thread or a report -> str; none of them opens a file or prints."""
