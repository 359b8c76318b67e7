using Google.Protobuf;

namespace MlNetShallow.Onnx;

/// <summary>
/// A protobuf message under construction: its fields in the order in which they are added, and how long they are, as the
/// length of a message stands before it. Google.Protobuf knows how numbers, texts and lengths are encoded; classes generated
/// from onnx.proto would be far more code than the few fields that are written take here.
/// </summary>
internal sealed class ProtoMessage
{
    private readonly List<Action<CodedOutputStream>> _fields = [];
    private long _length;

    public ProtoMessage Add(int field, long value) => Add(
        field, WireFormat.WireType.Varint, CodedOutputStream.ComputeInt64Size(value), output => output.WriteInt64(value));

    public ProtoMessage Add(int field, float value) => Add(
        field, WireFormat.WireType.Fixed32, CodedOutputStream.ComputeFloatSize(value), output => output.WriteFloat(value));

    public ProtoMessage Add(int field, string value) => Add(
        field,
        WireFormat.WireType.LengthDelimited,
        CodedOutputStream.ComputeStringSize(value),
        output => output.WriteString(value));

    public ProtoMessage Add(int field, ByteString value) => Add(
        field,
        WireFormat.WireType.LengthDelimited,
        CodedOutputStream.ComputeBytesSize(value),
        output => output.WriteBytes(value));

    /// <summary>Adds a message that is complete.</summary>
    public ProtoMessage Add(int field, ProtoMessage value)
    {
        int length = checked((int)value._length);
        return Add(
            field,
            WireFormat.WireType.LengthDelimited,
            CodedOutputStream.ComputeLengthSize(length) + (long)length,
            output =>
            {
                output.WriteLength(length);
                value.WriteTo(output);
            });
    }

    public void WriteTo(CodedOutputStream output)
    {
        foreach (Action<CodedOutputStream> write in _fields)
            write(output);
    }

    private ProtoMessage Add(int field, WireFormat.WireType type, long length, Action<CodedOutputStream> writeValue)
    {
        _length += CodedOutputStream.ComputeTagSize(field) + length;
        _fields.Add(output =>
        {
            output.WriteTag(field, type);
            writeValue(output);
        });
        return this;
    }
}
