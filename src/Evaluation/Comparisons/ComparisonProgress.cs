using System.Globalization;

namespace MlNetShallow.Evaluation.Comparisons;

/// <summary>Tells how a comparison goes.</summary>
/// <param name="say">Is told what is under way.</param>
/// <param name="write">Is told of each fit that is done.</param>
internal sealed class ComparisonProgress(Action<string> say, Action<string> write)
{
    /// <summary>Something begins.</summary>
    public void Say(string what) => say(what);

    /// <summary>An epoch of a training is done.</summary>
    public void Say(string what, TrainingProgress epoch)
        => say(string.Create(CultureInfo.InvariantCulture, $"{what}, epoch {epoch.Epoch} of {epoch.Epochs}"));

    /// <summary>A fit is done.</summary>
    public void Done(string line) => write(line);
}
