"""What every module stands on: people, permissions, audit trail, files, jobs, the clock."""
