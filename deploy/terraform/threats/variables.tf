variable "collector_role_arn" {
  description = "ARN of the role the Postern worker runs as. It alone may drain the queue."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$", var.collector_role_arn))
    error_message = "collector_role_arn must be the ARN of an IAM role."
  }
}

variable "queue_name" {
  description = "Name of the queue, and the beginning of the rules' names."
  type        = string
  default     = "postern-threats"

  validation {
    condition     = can(regex("^[\\w-]{1,52}$", var.queue_name))
    error_message = "queue_name must have at most 52 letters, digits, - and _."
  }
}

variable "sources" {
  description = "Whose findings. The queue's account must administer them, else it sees its own alone."
  type        = set(string)
  default     = ["guardduty", "securityhub"]

  validation {
    condition     = length(var.sources) > 0 && length(setsubtract(var.sources, ["guardduty", "securityhub"])) == 0
    error_message = "sources must be guardduty, securityhub or both."
  }
}

variable "tags" {
  description = "Tags of everything that can have them."
  type        = map(string)
  default     = {}
}
