import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { roleLabels, roleTasks, shownRoles } from "@/app/_lib/labels/staff";
import type { FormState } from "@/lib/auth/form-state";
import type { Roles } from "@/lib/domain/account/roles";

/**
 * The roles of a member as boxes to tick. `roles`: those that are ticked at first. The first box has the id "roles", so
 * that the error summary can link to it.
 */
export function RolesField({ state, roles, hint }: { state: FormState; roles: Roles; hint: string }) {
  const answered = state.status === "invalid" || state.status === "refused";
  const errors = fieldErrors(state, "roles");
  return (
    <fieldset className="mb-5" aria-describedby={errors ? "roles-hint roles-error" : "roles-hint"}>
      <legend className="mb-1 font-semibold">角色</legend>
      <p id="roles-hint" className="mb-1 text-sm text-muted">
        {hint}
      </p>
      {errors && (
        <p id="roles-error" className="mb-1 text-sm font-semibold text-bad">
          <span className="sr-only">错误：</span>
          {errors.join(" ")}
        </p>
      )}
      <div className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
        {shownRoles.map((role, index) => (
          <label key={role} className="flex min-h-11 cursor-pointer items-center gap-3">
            <input
              type="checkbox"
              id={index === 0 ? "roles" : `role-${role}`}
              name={`role-${role}`}
              defaultChecked={answered ? typed(state, `role-${role}`) === "on" : roles.includes(role)}
              className="size-5 shrink-0"
            />
            <span>
              {roleLabels[role]}
              <span className="block text-sm text-muted">{roleTasks[role]}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
