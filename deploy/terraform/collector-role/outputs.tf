output "collector_role_arn" {
  description = "ARN of the role the worker runs as."
  value       = aws_iam_role.this.arn
}
