namespace MlNetShallow.Evaluation;

/// <summary>How a comparison, or a search for options, goes.</summary>
public sealed class ComparisonProgress
{
    internal ComparisonProgress(string message, bool isFitDone, int fitsDone, int fits)
        => (Message, IsFitDone, FitsDone, Fits) = (message, isFitDone, fitsDone, fits);

    /// <summary>What is under way or, if <see cref="IsFitDone"/>, what came of a fit; in a line.</summary>
    public string Message { get; }

    /// <summary>Whether a fit is done, well or not.</summary>
    public bool IsFitDone { get; }

    /// <summary>The number of fits that are done.</summary>
    public int FitsDone { get; }

    /// <summary>The number of all fits; 0 where time alone ends a search.</summary>
    public int Fits { get; }
}
