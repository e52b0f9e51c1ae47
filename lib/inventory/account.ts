import { z } from "zod";

/** The security contact: what of it is set, never what it is. Resource id: `account/<account id>`. */
export const alternateContact = z.strictObject({
  type: z.literal("SECURITY"),
  name: z.boolean(),
  email: z.boolean(),
  phone: z.boolean(),
});
