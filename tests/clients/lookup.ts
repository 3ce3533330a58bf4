// A whole look-up by a generated client: one measure is enough, and what an answer always has needs no check.
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

declare const process: { argv: string[] };

const legs: components["schemas"]["Legs"] = { calf_max_girth: "36.5 cm" };
const client = createClient<paths>({ baseUrl: process.argv[2] });
const { data, error } = await client.POST("/v1/products/{reference}/size", {
  params: { path: { reference: "40002" } },
  body: { legs, run: { distance: "10 km" } },
});
if (error) {
  throw new Error(`${error.code}: ${error.detail}`);
}
const [match] = data.matches;
const lead: string = match.lead;
const headline: string | undefined = match.advice?.headline?.verdict;
console.log(match.outcome, match.size, match.basket[0].shop_id, headline, lead.length > 0);
