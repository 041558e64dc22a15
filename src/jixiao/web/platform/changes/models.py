"""No model stands for the table of marks. Django tells only applications with this file that tables were migrated."""
