# Run in the management account: the StackSet brings the role to every other account, also to those that join later.
# It never deploys to the management account itself, hence the role beside it.

locals {
  template = var.use_security_audit ? "member-role-managed.yaml" : "member-role.yaml"
}

module "management_role" {
  source = "../member-role"

  collector_role_arn = var.collector_role_arn
  external_id        = var.external_id
  organization_id    = var.organization_id
  role_name          = var.role_name
  use_security_audit = var.use_security_audit
  tags               = var.tags
}

resource "aws_cloudformation_stack_set" "member_role" {
  name             = var.stack_set_name
  description      = "The read-only role that Postern assumes in an account of the Organization."
  permission_model = "SERVICE_MANAGED"
  capabilities     = ["CAPABILITY_NAMED_IAM"]
  template_body    = file("${path.module}/../../${local.template}")
  tags             = var.tags

  parameters = {
    CollectorRoleArn = var.collector_role_arn
    ExternalId       = var.external_id
    OrganizationId   = var.organization_id
    RoleName         = var.role_name
  }

  auto_deployment {
    enabled                          = true
    retain_stacks_on_account_removal = false
  }

  managed_execution {
    active = true
  }

  operation_preferences {
    failure_tolerance_percentage = 100
    max_concurrent_percentage    = 100
    region_concurrency_type      = "PARALLEL"
  }

  lifecycle {
    # CloudFormation fills it in for a service-managed StackSet, and answers a masked ExternalId.
    ignore_changes = [administration_role_arn, parameters["ExternalId"]]
  }
}

resource "aws_cloudformation_stack_set_instance" "member_role" {
  stack_set_name            = aws_cloudformation_stack_set.member_role.name
  stack_set_instance_region = var.stack_set_region

  deployment_targets {
    organizational_unit_ids = [var.organizational_unit_id]
  }
}
