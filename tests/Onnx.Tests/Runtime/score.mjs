// score.mjs FOLDER EXAMPLES: scores each NAME.onnx of the folder with ONNX Runtime on the features of so many examples in
// NAME.f32 (single precision, example by example), and writes the outputs into NAME.json.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ort from 'onnxruntime-web';

const [folder, examples] = process.argv.slice(2);
ort.env.wasm.numThreads = 1;

for (const file of readdirSync(folder).filter(name => name.endsWith('.onnx'))) {
  const path = join(folder, file.slice(0, -'.onnx'.length));
  const session = await ort.InferenceSession.create(readFileSync(`${path}.onnx`));
  const bytes = readFileSync(`${path}.f32`);
  const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const features = new ort.Tensor('float32', values, [Number(examples), values.length / examples]);
  const outputs = await session.run({ features });
  const json = Object.entries(outputs).map(([name, tensor]) => [name, Array.from(tensor.data, Number)]);
  writeFileSync(`${path}.json`, JSON.stringify(Object.fromEntries(json)));
}
