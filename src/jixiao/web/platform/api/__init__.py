"""What other programs reach the system by: tokens of people, and webhooks that tell of events."""
