output "stack_set_id" {
  description = "Id of the StackSet."
  value       = aws_cloudformation_stack_set.member_role.stack_set_id
}

output "management_role_arn" {
  description = "ARN of the role in the management account."
  value       = module.management_role.role_arn
}
