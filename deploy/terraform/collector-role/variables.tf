variable "runtime" {
  description = "Where the worker runs: EC2, ECS, EKS (Pod Identity), or Role: trusted_role_arn takes this role on."
  type        = string
  default     = "EC2"

  validation {
    condition     = contains(["EC2", "ECS", "EKS", "Role"], var.runtime)
    error_message = "runtime must be EC2, ECS, EKS or Role."
  }
}

variable "trusted_role_arn" {
  description = "With runtime Role, the ARN of the role that may assume this one."
  type        = string
  default     = null

  validation {
    condition     = var.trusted_role_arn == null || can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$", var.trusted_role_arn))
    error_message = "trusted_role_arn must be the ARN of an IAM role."
  }
}

variable "kubernetes_namespace" {
  description = "With runtime EKS, the namespace of the worker's pods."
  type        = string
  default     = "postern"
}

variable "kubernetes_service_account" {
  description = "With runtime EKS, the service account of the worker's pods."
  type        = string
  default     = "postern"
}

variable "collector_role_name" {
  description = "Name of the role the worker runs as."
  type        = string
  default     = "PosternCollector"

  validation {
    condition     = can(regex("^[\\w+=,.@-]{1,64}$", var.collector_role_name))
    error_message = "collector_role_name must be a name that IAM takes for a role."
  }
}

variable "role_name" {
  description = "The value of POSTERN_ROLE_NAME, the role in every account."
  type        = string
  default     = "PosternReadOnly"

  validation {
    condition     = can(regex("^[\\w+=,.@-]{1,64}$", var.role_name))
    error_message = "role_name must be a name that IAM takes for a role."
  }
}

variable "threat_queue_arn" {
  description = "The queue of the threats module, where there is one."
  type        = string
  default     = null

  validation {
    condition     = var.threat_queue_arn == null || can(regex("^arn:aws[a-z-]*:sqs:[a-z0-9-]+:[0-9]{12}:.+$", var.threat_queue_arn))
    error_message = "threat_queue_arn must be the ARN of an SQS queue."
  }
}

variable "tags" {
  description = "Tags of everything that can have them."
  type        = map(string)
  default     = {}
}
