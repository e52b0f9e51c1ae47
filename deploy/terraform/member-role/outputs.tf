output "role_arn" {
  description = "ARN of the role that Postern assumes."
  value       = aws_iam_role.this.arn
}
