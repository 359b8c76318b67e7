using MlNetShallow.Evaluation.Reports;

namespace MlNetShallow.Evaluation.Tests.Reports;

public class WeightPicturesTests
{
    // Two pixels. The root mean square of one 3 and five 0 is √(9/6) = 1.2247, so 3 lies at 0.8165 of the reach.
    [Theory]
    [InlineData(PixelLayout.Interleaved, ChannelOrder.Rgb, 3, 3)]
    [InlineData(PixelLayout.Interleaved, ChannelOrder.Bgr, 3, 5)]
    [InlineData(PixelLayout.Planar, ChannelOrder.Rgb, 3, 4)]
    [InlineData(PixelLayout.Planar, ChannelOrder.Bgr, 1, 5)]
    public void AWeightStandsWhereItsIntensityDoes(PixelLayout layout, ChannelOrder order, int weight, int place)
    {
        var weights = new float[6];
        weights[weight] = 3;

        byte[] rgb = WeightPictures.ToRgb(
            weights, new ImageFlatteningEstimator.Options { Height = 1, Width = 2, Layout = layout, ChannelOrder = order });

        byte[] expected = [128, 128, 128, 128, 128, 128];
        expected[place] = 232;
        Assert.Equal(expected, rgb);
    }

    [Fact]
    public void WhatIsFarOutIsFullAndNothingIsGrey()
    {
        var weights = new float[30];
        (weights[4], weights[5]) = (-7, 7);
        var options = new ImageFlatteningEstimator.Options { Height = 2, Width = 5 };

        byte[] rgb = WeightPictures.ToRgb(weights, options);

        Assert.Equal((128, 0, 255), (rgb[0], rgb[4], rgb[5]));
        Assert.All(WeightPictures.ToRgb(new float[30], options), value => Assert.Equal(128, value));
    }
}
