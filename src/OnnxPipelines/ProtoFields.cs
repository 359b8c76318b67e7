using System.Text;
using Google.Protobuf;

namespace MlNetShallow.OnnxPipelines;

/// <summary>
/// A protobuf message as the fields that stand in it, in order, whatever they mean: to read what ML.NET's converter wrote, whose
/// own classes are internal, to change names in it, and to write it again.
/// </summary>
internal sealed class ProtoFields
{
    private readonly List<Field> _fields = [];

    public static ProtoFields Parse(ByteString message)
    {
        var parsed = new ProtoFields();
        CodedInputStream input = message.CreateCodedInput();
        while (input.ReadTag() is var tag and not 0)
        {
            WireFormat.WireType type = WireFormat.GetTagWireType(tag);
            (ulong number, ByteString bytes) = type switch
            {
                WireFormat.WireType.Varint => (input.ReadUInt64(), ByteString.Empty),
                WireFormat.WireType.Fixed32 => (input.ReadFixed32(), ByteString.Empty),
                WireFormat.WireType.Fixed64 => (input.ReadFixed64(), ByteString.Empty),
                WireFormat.WireType.LengthDelimited => (0UL, input.ReadBytes()),
                _ => throw new FormatException($"An ONNX model has no fields of the kind {type}."),
            };
            parsed._fields.Add(new Field(WireFormat.GetTagFieldNumber(tag), type, number, bytes));
        }

        return parsed;
    }

    public bool Has(int field) => _fields.Exists(item => item.Number == field);

    public IEnumerable<ByteString> All(int field) => _fields.Where(item => item.Number == field).Select(item => item.Bytes);

    public IEnumerable<ProtoFields> Messages(int field) => All(field).Select(Parse);

    public string[] Texts(int field) => [.. All(field).Select(bytes => bytes.ToString(Encoding.UTF8))];

    public string Text(int field) => Texts(field) is [.., var last] ? last : "";

    public long Integer(int field) => (long)_fields.Last(item => item.Number == field).Value;

    /// <summary>Whole numbers, which may stand one by one or packed.</summary>
    public long[] Integers(int field) => [.. _fields.Where(item => item.Number == field).SelectMany(
        item => item.Type == WireFormat.WireType.Varint ? [(long)item.Value] : Unpack(item.Bytes, input => input.ReadInt64()))];

    /// <summary>Numbers in single precision, which may stand one by one or packed.</summary>
    public float[] Singles(int field) => [.. _fields.Where(item => item.Number == field).SelectMany(
        item => item.Type == WireFormat.WireType.Fixed32
            ? [BitConverter.UInt32BitsToSingle((uint)item.Value)]
            : Unpack(item.Bytes, input => input.ReadFloat()))];

    public ProtoFields Add(int field, string text) => Add(field, ByteString.CopyFromUtf8(text));

    public ProtoFields Add(int field, ProtoFields message) => Add(field, message.ToBytes());

    public ProtoFields Add(int field, ByteString bytes)
    {
        _fields.Add(new Field(field, WireFormat.WireType.LengthDelimited, 0, bytes));
        return this;
    }

    public ProtoFields Add(int field, long number)
    {
        _fields.Add(new Field(field, WireFormat.WireType.Varint, (ulong)number, ByteString.Empty));
        return this;
    }

    public ProtoFields AddAll(int field, IEnumerable<long> numbers)
    {
        foreach (long number in numbers)
            Add(field, number);
        return this;
    }

    public ProtoFields AddAll(int field, IEnumerable<float> numbers)
    {
        foreach (float number in numbers)
        {
            _fields.Add(new Field(
                field, WireFormat.WireType.Fixed32, BitConverter.SingleToUInt32Bits(number), ByteString.Empty));
        }

        return this;
    }

    /// <summary>The same message with other texts in one of its fields.</summary>
    public ProtoFields With(int field, Func<string, string> change)
    {
        var changed = new ProtoFields();
        changed._fields.AddRange(_fields.Select(item => item.Number == field
            ? item with { Bytes = ByteString.CopyFromUtf8(change(item.Bytes.ToString(Encoding.UTF8))) }
            : item));
        return changed;
    }

    /// <summary>The same message with other messages in one of its fields.</summary>
    public ProtoFields With(int field, Func<ProtoFields, ProtoFields> change)
    {
        var changed = new ProtoFields();
        changed._fields.AddRange(_fields.Select(
            item => item.Number == field ? item with { Bytes = change(Parse(item.Bytes)).ToBytes() } : item));
        return changed;
    }

    public ByteString ToBytes()
    {
        using var stream = new MemoryStream();
        WriteTo(stream);
        return UnsafeByteOperations.UnsafeWrap(stream.GetBuffer().AsMemory(0, (int)stream.Length));
    }

    public void WriteTo(Stream stream)
    {
        using var output = new CodedOutputStream(stream, leaveOpen: true);
        foreach (Field item in _fields)
        {
            output.WriteTag(item.Number, item.Type);
            switch (item.Type)
            {
                case WireFormat.WireType.Varint:
                    output.WriteUInt64(item.Value);
                    break;
                case WireFormat.WireType.Fixed32:
                    output.WriteFixed32((uint)item.Value);
                    break;
                case WireFormat.WireType.Fixed64:
                    output.WriteFixed64(item.Value);
                    break;
                default:
                    output.WriteBytes(item.Bytes);
                    break;
            }
        }
    }

    private static List<T> Unpack<T>(ByteString packed, Func<CodedInputStream, T> read)
    {
        var numbers = new List<T>();
        CodedInputStream input = packed.CreateCodedInput();
        while (!input.IsAtEnd)
            numbers.Add(read(input));
        return numbers;
    }

    private sealed record Field(int Number, WireFormat.WireType Type, ulong Value, ByteString Bytes);
}
