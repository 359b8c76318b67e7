using Microsoft.ML.Data;

namespace MlNetShallow.Transforms.Tests;

/// <summary>A picture of 3×2 pixels; pixel p, counted row by row, is (p, 100 + p, 200 + p).</summary>
public class PixelOrderTests
{
    private static readonly Dictionary<(ChannelOrder, PixelLayout), byte[]> Expected = new()
    {
        [(ChannelOrder.Rgb, PixelLayout.Interleaved)] =
            [0, 100, 200, 1, 101, 201, 2, 102, 202, 3, 103, 203, 4, 104, 204, 5, 105, 205],
        [(ChannelOrder.Bgr, PixelLayout.Interleaved)] =
            [200, 100, 0, 201, 101, 1, 202, 102, 2, 203, 103, 3, 204, 104, 4, 205, 105, 5],
        [(ChannelOrder.Rgb, PixelLayout.Planar)] =
            [0, 1, 2, 3, 4, 5, 100, 101, 102, 103, 104, 105, 200, 201, 202, 203, 204, 205],
        [(ChannelOrder.Bgr, PixelLayout.Planar)] =
            [200, 201, 202, 203, 204, 205, 100, 101, 102, 103, 104, 105, 0, 1, 2, 3, 4, 5],
    };

    public static TheoryData<string, ChannelOrder, PixelLayout> Combinations()
    {
        var data = new TheoryData<string, ChannelOrder, PixelLayout>();
        foreach (string inputKind in new[] { "path", "encoded", "image" })
        foreach (ChannelOrder order in Enum.GetValues<ChannelOrder>())
        foreach (PixelLayout layout in Enum.GetValues<PixelLayout>())
            data.Add(inputKind, order, layout);
        return data;
    }

    [Theory, MemberData(nameof(Combinations))]
    public void KnownPictureGivesKnownBytes(string inputKind, ChannelOrder order, PixelLayout layout)
        => Assert.Equal(Expected[(order, layout)], Flatten<byte>(inputKind, order, layout, DataKind.Byte));

    [Theory, MemberData(nameof(Combinations))]
    public void SingleValuesAreBytesOver255(string inputKind, ChannelOrder order, PixelLayout layout)
        => Assert.Equal(
            Expected[(order, layout)].Select(value => value / 255.0),
            Flatten<float>(inputKind, order, layout, DataKind.Single).Select(value => (double)value),
            (expected, actual) => Math.Abs(expected - actual) < 1e-7);

    private static T[] Flatten<T>(string inputKind, ChannelOrder order, PixelLayout layout, DataKind kind)
        => Pictures.Features<T>(Pictures.Of(inputKind, Fixture.Good("3x2.png")), new()
        {
            Height = 2,
            Width = 3,
            OutputKind = kind,
            ChannelOrder = order,
            Layout = layout,
        });
}
