"""绩效监控 · Monitoring: money and goals under way, lights, forecast of the year end."""
