using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace MlNetShallow.Tests.Shared;

/// <summary>
/// An ONNX file as bytes of protobuf say it: a reader of our own, with the numbers of the fields as ONNX publishes them, that
/// shares nothing with the writer.
/// </summary>
internal sealed class OnnxFile
{
    private readonly Fields _model;

    public OnnxFile(byte[] bytes) => _model = new Fields(bytes);

    public long IrVersion => _model.Integer(1);

    public string Producer => _model.Text(2);

    public string ProducerVersion => _model.Text(3);

    /// <summary>The version of each operator set, by its domain.</summary>
    public Dictionary<string, long> OperatorSets => _model.Messages(8).ToDictionary(set => set.Text(1), set => set.Integer(2));

    public Dictionary<string, string> Metadata
        => _model.Messages(14).ToDictionary(entry => entry.Text(1), entry => entry.Text(2));

    /// <summary>The operator of each node.</summary>
    public IEnumerable<string> Operators => Graph.Messages(1).Select(node => node.Text(4));

    /// <summary>The constants: dimensions and values. Integers stand as numbers, too.</summary>
    public Dictionary<string, OnnxTensor> Constants => Graph.Messages(5).ToDictionary(tensor => tensor.Text(8), Tensor);

    /// <summary>Name, type and shape of the inputs, such as "features: float [N, 2]".</summary>
    public string[] Inputs => [.. Graph.Messages(11).Select(Describe)];

    /// <summary>Name, type and shape of the outputs.</summary>
    public string[] Outputs => [.. Graph.Messages(12).Select(Describe)];

    private Fields Graph => _model.Messages(7).Single();

    private static OnnxTensor Tensor(Fields tensor)
    {
        byte[] raw = tensor.Bytes(9);
        double[] values = tensor.Integer(2) switch
        {
            1 => [.. raw.Chunk(4).Select(chunk => (double)BinaryPrimitives.ReadSingleLittleEndian(chunk))],
            7 => [.. raw.Chunk(8).Select(chunk => (double)BinaryPrimitives.ReadInt64LittleEndian(chunk))],
            var other => throw new NotSupportedException($"element type {other}"),
        };
        return new OnnxTensor([.. tensor.Integers(1).Select(dimension => (int)dimension)], values);
    }

    private static string Describe(Fields value)
    {
        Fields tensor = value.Messages(2).Single().Messages(1).Single();
        string type = tensor.Integer(1) switch { 1 => "float", 7 => "int64", var other => $"type {other}" };
        IEnumerable<string> shape = tensor.Messages(2).Single().Messages(1).Select(dimension => dimension.Has(2)
            ? dimension.Text(2)
            : dimension.Integer(1).ToString(CultureInfo.InvariantCulture));
        return $"{value.Text(1)}: {type} [{string.Join(", ", shape)}]";
    }

    /// <summary>A message: what stands under the number of each field, in order.</summary>
    private sealed class Fields
    {
        private readonly List<(int Field, ulong Number, byte[] Bytes)> _fields = [];

        public Fields(byte[] bytes)
        {
            for (int i = 0; i < bytes.Length;)
            {
                ulong tag = Varint();
                (ulong number, byte[] content) = (tag & 7) switch
                {
                    0 => (Varint(), []),
                    2 => (0UL, Take((int)Varint())),
                    var other => throw new FormatException($"wire type {other}"),
                };
                _fields.Add(((int)(tag >> 3), number, content));

                ulong Varint()
                {
                    ulong value = 0;
                    for (int shift = 0; ; shift += 7)
                    {
                        byte next = bytes[i++];
                        value |= (ulong)(next & 0x7F) << shift;
                        if (next < 0x80)
                            return value;
                    }
                }

                byte[] Take(int length) => bytes[i..(i += length)];
            }
        }

        public bool Has(int field) => _fields.Any(item => item.Field == field);

        public IEnumerable<long> Integers(int field) => All(field).Select(item => (long)item.Number);

        public long Integer(int field) => Integers(field).Single();

        public byte[] Bytes(int field) => All(field).Single().Bytes;

        public IEnumerable<string> Texts(int field) => All(field).Select(item => Encoding.UTF8.GetString(item.Bytes));

        public string Text(int field) => Texts(field).Single();

        public IEnumerable<Fields> Messages(int field) => All(field).Select(item => new Fields(item.Bytes));

        private IEnumerable<(int Field, ulong Number, byte[] Bytes)> All(int field)
            => _fields.Where(item => item.Field == field);
    }
}

internal sealed record OnnxTensor(int[] Dimensions, double[] Values);
