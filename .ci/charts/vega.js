// What the charts of a report need of Vega: no maps, no trees, no clouds of words.
import { extend } from "vega-util";
import { transforms } from "vega-dataflow";
import * as basic from "vega-transforms";
import * as view from "vega-view-transforms";
import * as encode from "vega-encode";
import { View } from "vega-view";
import { parse } from "vega-parser";
import { expressionInterpreter } from "vega-interpreter";

extend(transforms, basic, view, encode);

export { View, parse, expressionInterpreter };
