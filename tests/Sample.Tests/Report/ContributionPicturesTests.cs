using Microsoft.ML;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Pictures;
using MlNetShallow.Evaluation.Reports;
using MlNetShallow.Evaluation.Scored;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace MlNetShallow.Sample.Tests.Report;

public class ContributionPicturesTests(DrawnSets sets)
{
    // What speaks for class 1 speaks against class 0: the same picture, with bright and dark changed.
    [Fact]
    public void WhatSpeaksForAClassIsBright()
    {
        var context = new MLContext();
        ITransformer model = ModelFile.LoadPictureModel(context, sets.Model);
        string[] files = [.. sets.Cats, .. sets.Others];
        IDataView data = context.Data.LoadFromEnumerable(files.Select(file => new Picture { ImagePath = file }));
        var pictures = new ContributionPictures(context, model, data, ImageFlatteningEstimator.Options.FromModel(model)!);
        LabelledPrediction[] all = [.. files.Select((file, row) => Of(row, file, 1))];

        byte[] positive = Draw(all[2]), negative = Draw(all[2] with { Predicted = 0 });

        Assert.Equal(3 * 16 * 16, positive.Length);
        Assert.True(positive.Distinct().Count() > 20);
        for (int i = 0; i < positive.Length; i++)
        {
            Assert.Equal(255, positive[i] + negative[i], 1.0);
            Assert.Equal(positive[i / 3 * 3], positive[i]);
        }

        byte[] Draw(LabelledPrediction example)
        {
            string address = Assert.Single(pictures.Draw([example], all, files.Length));
            using Image<Rgb24> image = Image.Load<Rgb24>(Convert.FromBase64String(address.Split(',')[1]));
            byte[] rgb = new byte[3 * image.Width * image.Height];
            image.CopyPixelDataTo(rgb);
            return rgb;
        }
    }

    private static LabelledPrediction Of(int row, string name, int predicted)
        => new(row, name, 1, predicted, [0.5f, 0.5f], [0, 0], name);
}
