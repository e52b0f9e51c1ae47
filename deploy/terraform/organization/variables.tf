variable "collector_role_arn" {
  description = "ARN of the role the Postern worker runs as. No other principal may assume this one."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$", var.collector_role_arn))
    error_message = "collector_role_arn must be the ARN of an IAM role."
  }
}

variable "external_id" {
  description = "The value of POSTERN_EXTERNAL_ID."
  type        = string
  sensitive   = true

  validation {
    condition     = can(regex("^[\\w+=,.@:/-]{2,}$", var.external_id)) && length(var.external_id) <= 1224
    error_message = "external_id must have 2 to 1,224 letters, digits and _+=,.@:/- characters."
  }
}

variable "organization_id" {
  description = "Id of the Organization that the worker's principal must belong to."
  type        = string

  validation {
    condition     = can(regex("^o-[a-z0-9]{10,32}$", var.organization_id))
    error_message = "organization_id must look like o-a1b2c3d4e5."
  }
}

variable "role_name" {
  description = "The value of POSTERN_ROLE_NAME."
  type        = string
  default     = "PosternReadOnly"

  validation {
    condition     = can(regex("^[\\w+=,.@-]{1,64}$", var.role_name))
    error_message = "role_name must be a name that IAM takes for a role."
  }
}

variable "use_security_audit" {
  description = "Attach AWS's SecurityAudit and, besides, only what it lacks."
  type        = bool
  default     = false
}

variable "tags" {
  description = "Tags of everything that can have them."
  type        = map(string)
  default     = {}
}

variable "organizational_unit_id" {
  description = "The root, r-…, for every account; or one organizational unit, ou-…, to begin with."
  type        = string

  validation {
    condition     = can(regex("^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$", var.organizational_unit_id))
    error_message = "organizational_unit_id must be the id of a root (r-…) or of an organizational unit (ou-…)."
  }
}

variable "stack_set_name" {
  description = "Name of the StackSet."
  type        = string
  default     = "postern-member-role"
}

variable "stack_set_region" {
  description = "The one Region the stacks are made in. IAM roles are global, so one is enough."
  type        = string
  default     = "us-east-1"
}
