using Microsoft.ML.Data;
using MlNetShallow.Batch.Inputs;

namespace MlNetShallow.Batch.Tests.Inputs;

public sealed class ColumnCodecTests
{
    public static TheoryData<object> Values =>
    [
        "plain", "", "lone \ud800 surrogate", "line\nbreak\0",
        1.5f, float.NaN, BitConverter.UInt32BitsToSingle(0x7fc12345), -0f, double.Epsilon, true, false,
        sbyte.MinValue, byte.MaxValue, short.MinValue, ushort.MaxValue, int.MinValue, uint.MaxValue, long.MinValue, ulong.MaxValue,
    ];

    [Theory, MemberData(nameof(Values))]
    public void WhatIsWrittenIsRead(object value)
    {
        // As ML.NET has texts.
        object written = value is string text ? text.AsMemory() : value;
        object read = typeof(ColumnCodecTests).GetMethod(nameof(WriteAndRead))!
            .MakeGenericMethod(written.GetType()).Invoke(null, [written])!;

        Assert.Equal(Bits(written), Bits(read));

        static object Bits(object of) => of switch
        {
            ReadOnlyMemory<char> text => text.ToString(),
            float number => BitConverter.SingleToUInt32Bits(number),
            double number => BitConverter.DoubleToUInt64Bits(number),
            _ => of,
        };
    }

    [Fact]
    public void VectorsStayDenseOrSparse()
    {
        var dense = new VBuffer<float>(3, [1f, 0f, float.NaN]);
        var sparse = new VBuffer<float>(1000, 2, [1f, 2f], [7, 999]);
        var empty = new VBuffer<float>(5, 0, [], []);

        foreach (VBuffer<float> vector in new[] { dense, sparse, empty })
        {
            VBuffer<float> read = Write(new VectorDataViewType(NumberDataViewType.Single, vector.Length), vector);
            Assert.Equal(vector.Length, read.Length);
            Assert.Equal(vector.IsDense, read.IsDense);
            Assert.Equal(vector.GetValues().ToArray(), read.GetValues().ToArray());
            Assert.Equal(vector.GetIndices().ToArray(), read.GetIndices().ToArray());
        }
    }

    [Fact]
    public void WhatHasNoBytesHasNone()
    {
        Assert.Null(ColumnCodec.Of(DateTimeDataViewType.Instance));
        Assert.Null(ColumnCodec.Of(new VectorDataViewType(TimeSpanDataViewType.Instance, 2)));
    }

    public static object WriteAndRead<T>(T value) => Write(
        typeof(T) == typeof(ReadOnlyMemory<char>) ? TextDataViewType.Instance
            : typeof(T) == typeof(bool) ? BooleanDataViewType.Instance
            : Numbers.First(type => type.RawType == typeof(T)),
        value)!;

    private static NumberDataViewType[] Numbers { get; } =
    [
        NumberDataViewType.Single, NumberDataViewType.Double, NumberDataViewType.SByte, NumberDataViewType.Byte,
        NumberDataViewType.Int16, NumberDataViewType.UInt16, NumberDataViewType.Int32, NumberDataViewType.UInt32,
        NumberDataViewType.Int64, NumberDataViewType.UInt64,
    ];

    private static T Write<T>(DataViewType type, T value)
    {
        var codec = (ColumnCodec<T>)ColumnCodec.Of(type)!;
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        codec.Write(writer, in value);
        writer.Flush();
        stream.Position = 0;
        using var reader = new BinaryReader(stream);
        T read = (T)codec.Read(reader);
        Assert.Equal(stream.Length, stream.Position);
        return read;
    }
}
