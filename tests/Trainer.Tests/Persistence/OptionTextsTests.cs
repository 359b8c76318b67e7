using System.Globalization;
using MlNetShallow.Training;

namespace MlNetShallow.Trainer.Tests.Persistence;

/// <summary>The options that a model keeps in words.</summary>
public class OptionTextsTests
{
    [Fact]
    public void WordsDoNotHangOnTheCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        german.NumberFormat.NumberDecimalSeparator = ",";
        try
        {
            CultureInfo.CurrentCulture = german;

            Assert.Contains("0.9", OptionTexts.Text(Optimizer.Adam()), StringComparison.Ordinal);
            Assert.Equal("0.25", OptionTexts.Text(0.25));
            Assert.Same(german, CultureInfo.CurrentCulture);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void WhatWasLeftOpenAndChosenIsTold()
    {
        var options = new ShallowNetworkBinaryTrainer.Options { NumberOfHiddenUnits = 3 };

        Dictionary<string, string> texts = OptionTexts.Of(
            options, new TrainingOptions { Optimizer = Optimizer.Lbfgs(), Seed = 7, Epochs = 200 }, folds: null);

        Assert.Equal("3", texts["NumberOfHiddenUnits"]);
        Assert.Equal("7 (chosen)", texts["Seed"]);
        Assert.Equal("200 (chosen)", texts["NumberOfEpochs"]);
    }
}
