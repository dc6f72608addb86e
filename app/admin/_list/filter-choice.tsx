/** A choice in a list's filter. The label is the first choice, which leaves the filter open: the row stays short. */
export function FilterChoice({
  name,
  label,
  value,
  options,
}: {
  name: string;
  label: string;
  value: string | undefined;
  options: readonly (readonly [string, string])[];
}) {
  return (
    <select
      name={name}
      aria-label={label}
      defaultValue={value ?? ""}
      data-set={value === undefined ? undefined : ""}
      className="input max-w-36"
    >
      <option value="">{label}</option>
      {options.map(([option, text]) => (
        <option key={option} value={option}>
          {text}
        </option>
      ))}
    </select>
  );
}
