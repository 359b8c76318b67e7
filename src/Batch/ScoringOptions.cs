namespace MlNetShallow.Batch;

/// <summary>What a scoring job is asked to do.</summary>
public sealed record ScoringOptions
{
    /// <summary>How rows are written; null, the default, for what the output's extension says. An output whose name ends in
    /// <c>.gz</c> is compressed.</summary>
    public ScoringFormat? Format { get; init; }

    /// <summary>Puts an apostrophe before texts in a CSV or TSV output that begin with =, +, - or @ and are no numbers, column names
    /// included: a spreadsheet would take them for formulas.</summary>
    public bool CsvSafe { get; init; }

    /// <summary>Which share of the inputs is scored; by default all of them. A job that is one of several writes to a file with
    /// the shard in its name, as <see cref="Shard.NameOf"/> gives it.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>How many inputs a part of the output holds, at least 1: after each part, what is finished is safe. Null, the
    /// default, for 10,000 or, after an interruption, as many as before.</summary>
    public int? PartRows { get; init; }

    /// <summary>With how many errors, at least 0, the job still continues: at the next one it is given up. Null, the default, for
    /// any number.</summary>
    public long? MaxErrors { get; init; }

    /// <summary>How many threads score; 0, the default, for one a processor. The output does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Continues what an interrupted job has left; if there is nothing, begins; if the output is complete, does
    /// nothing.</summary>
    public bool Resume { get; init; }

    /// <summary>Replaces the output if it exists, and what an interrupted job has left.</summary>
    public bool Force { get; init; }

    /// <exception cref="ArgumentException">An option is out of its range, or two do not go together.</exception>
    internal void Check()
    {
        const string Options = "options";
        if (PartRows is { } partRows)
            ArgumentOutOfRangeException.ThrowIfLessThan(partRows, 1, nameof(PartRows));
        if (MaxErrors is { } maxErrors)
            ArgumentOutOfRangeException.ThrowIfNegative(maxErrors, nameof(MaxErrors));
        ArgumentOutOfRangeException.ThrowIfNegative(Threads, nameof(Threads));
        if (Shard is { Number: var number, Count: var count } && (number < 1 || number > count || count > Shard.MostShards))
        {
            throw new ArgumentOutOfRangeException(
                Options, $"The shard is {number}/{count}; it must be i/n with 1 <= i <= n <= {Shard.MostShards}.");
        }

        if (this is { Resume: true, Force: true })
        {
            throw new ArgumentException(
                "ScoringOptions.Resume continues and ScoringOptions.Force starts over: set one of them.", Options);
        }
    }

    /// <summary>Gives up where more inputs than <see cref="MaxErrors"/> could not be scored.</summary>
    /// <param name="errors">How many could not.</param>
    /// <param name="noun">What they are.</param>
    /// <param name="last">The last one's error; null where it is not known.</param>
    /// <exception cref="InvalidDataException">There are more.</exception>
    internal void CheckErrors(long errors, string noun, string? last)
    {
        if (errors > MaxErrors)
        {
            throw new InvalidDataException($"{errors} {noun} could not be scored, more than "
                + $"ScoringOptions.MaxErrors {MaxErrors} allows{(last is null ? "." : $"; the last: {last}")}");
        }
    }
}
