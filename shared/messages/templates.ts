import { area } from "./area.ts"

export const templates = area({
  en: {},
  de: {},
})
