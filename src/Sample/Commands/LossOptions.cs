using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Tables;
using MlNetShallow.Training;

namespace MlNetShallow.Sample.Commands;

/// <summary>The options that say what a wrong prediction of a number costs.</summary>
internal sealed class LossOptions
{
    private readonly Option<string> _loss = OptionFactory.Choice(
        "--loss",
        "Of numbers, what a wrong prediction costs: squared gives the mean, absolute the median, huber what is between; quantile "
            + "see --quantiles; poisson and gamma the mean of counts and of amounts, which is above 0.",
        OptionNames.Losses,
        OptionNames.SquaredLoss);

    private readonly Option<double[]> _quantiles = new("--quantiles")
    {
        HelpName = "LEVELS",
        Description = "For --loss quantile, the parts of the labels that are to be below, such as 0.05,0.5,0.95. [default: 0.5]",
        CustomParser = QuantilesOf,
    };

    private readonly Option<double> _huberDelta = OptionFactory.Number(
        "--huber-delta",
        "For --loss huber, the distance from which on the loss is absolute; 1 is the labels' deviation, found robustly.",
        NumericOptions.HuberDelta.Default,
        NumericOptions.HuberDelta.Range.Contains,
        $"{NumericOptions.HuberDelta.Range}");

    public Option[] All => [_loss, _quantiles, _huberDelta];

    /// <summary>Adds them, and refuses those that go with another loss.</summary>
    public void AddTo(Command command)
    {
        command.AddOptions(All);
        command.Validators.Add(RefuseWhatIsWithoutEffect);
    }

    /// <summary>The loss that is asked for.</summary>
    public RegressionLoss Read(ParseResult parsed) => parsed.GetRequiredValue(_loss) switch
    {
        OptionNames.HuberLoss => RegressionLoss.Huber(parsed.GetValue(_huberDelta)),
        OptionNames.QuantileLoss => RegressionLoss.Quantile(parsed.GetValue(_quantiles) is { Length: > 0 } levels ? levels : [0.5]),
        var other => RegressionLoss.Parse(other),
    };

    /// <summary>The loss that is asked for, for examples.</summary>
    /// <exception cref="InvalidDataException">They are of classes, which have no such losses.</exception>
    public RegressionLoss ReadFor(LabelledExamples examples, ParseResult parsed)
    {
        RegressionLoss loss = Read(parsed);
        if (examples.Task != TableTask.Regression)
            Refuse(loss, "the label is a class");
        return loss;
    }

    /// <exception cref="InvalidDataException">A loss is asked for that labels do not have.</exception>
    /// <param name="loss">What is asked for.</param>
    /// <param name="labelIs">What the label is.</param>
    public void Refuse(RegressionLoss loss, string labelIs)
    {
        if (loss != RegressionLoss.Squared)
            throw new InvalidDataException($"{_loss.Name} is for numbers; {labelIs}.");
    }

    private static double[] QuantilesOf(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        var levels = new List<double>();
        foreach (string word in text.Split(','))
        {
            if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double level)
                || !NumericOptions.QuantileLevel.Range.Contains(level))
                result.AddError($"--quantiles must be {NumericOptions.QuantileLevel.Range} each, such as 0.05,0.5,0.95, not '{word}'.");
            else if (levels.Contains(level))
                result.AddError($"--quantiles {text} has {word} twice.");
            levels.Add(level);
        }

        // In whatever order they are asked for.
        return [.. levels.Order()];
    }

    private void RefuseWhatIsWithoutEffect(CommandResult result)
    {
        foreach ((Option option, string loss) in
            ((Option, string)[])[(_quantiles, OptionNames.QuantileLoss), (_huberDelta, OptionNames.HuberLoss)])
        {
            if (IsGiven(result, option) && result.GetResult(_loss) is not { Tokens: [{ Value: { } name }] })
                result.AddError($"{option.Name} is for {_loss.Name} {loss}, which is not given.");
            else if (IsGiven(result, option) && result.GetResult(_loss)!.Tokens[0].Value != loss)
                result.AddError($"{option.Name} is for {_loss.Name} {loss}.");
        }
    }

    private static bool IsGiven(CommandResult result, Option option) => result.GetResult(option) is { Implicit: false };
}
