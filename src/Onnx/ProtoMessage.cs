using Google.Protobuf;

namespace MlNetShallow.Onnx;

/// <summary>
/// A protobuf message under construction: its fields in the order in which they are added, and how long they are, as the
/// length of a message stands before it.
/// </summary>
internal sealed class ProtoMessage
{
    private readonly List<Action<CodedOutputStream>> _fields = [];
    private long _length;

    public ProtoMessage Add(int field, long value)
    {
        _length += TagLength(field) + CodedOutputStream.ComputeInt64Size(value);
        _fields.Add(output =>
        {
            output.WriteTag(field, WireFormat.WireType.Varint);
            output.WriteInt64(value);
        });
        return this;
    }

    public ProtoMessage Add(int field, float value)
    {
        _length += TagLength(field) + CodedOutputStream.ComputeFloatSize(value);
        _fields.Add(output =>
        {
            output.WriteTag(field, WireFormat.WireType.Fixed32);
            output.WriteFloat(value);
        });
        return this;
    }

    public ProtoMessage Add(int field, string value)
    {
        _length += TagLength(field) + CodedOutputStream.ComputeStringSize(value);
        _fields.Add(output =>
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteString(value);
        });
        return this;
    }

    public ProtoMessage Add(int field, ByteString value)
    {
        _length += TagLength(field) + CodedOutputStream.ComputeBytesSize(value);
        _fields.Add(output =>
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(value);
        });
        return this;
    }

    /// <summary>Adds a message that is complete.</summary>
    public ProtoMessage Add(int field, ProtoMessage value)
    {
        int length = checked((int)value._length);
        _length += TagLength(field) + CodedOutputStream.ComputeLengthSize(length) + length;
        _fields.Add(output =>
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteLength(length);
            value.WriteTo(output);
        });
        return this;
    }

    public void WriteTo(CodedOutputStream output)
    {
        foreach (Action<CodedOutputStream> write in _fields)
            write(output);
    }

    private static int TagLength(int field) => CodedOutputStream.ComputeTagSize(field);
}
