// Names of the maps by id, without the maps: the landing page does not wait for their tiles. In: nothing. Out: a table
// that test/ui/mapNames.test.ts holds against the catalogue.
export const MAP_NAMES: Readonly<Record<string, string>> = {
  small: "Filament Yard",
  medium: "Vault Quarter",
  large: "Conduit City",
};
