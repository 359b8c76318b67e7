using MlNetShallow.Batch.Files;
using MlNetShallow.Batch.Manifests;

namespace MlNetShallow.Batch.Inputs;

/// <summary>What is to be scored. It is listed once, at the start of a job; after an interruption the job resumes by that
/// listing.</summary>
internal abstract class InputSource
{
    /// <summary>The folder or file as it was given, or - for standard input.</summary>
    public abstract string Source { get; }

    /// <summary>The options that say what of it is scored, with their values.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>The names of the columns that go to the output as they are.</summary>
    public abstract IReadOnlyList<string> PassedColumns { get; }

    /// <summary>Counts the inputs and keeps what it takes to read the shard's again.</summary>
    /// <param name="folder">The job's working folder.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidDataException">There are none, in any shard.</exception>
    public abstract InputListing List(string folder, Shard shard, CancellationToken cancellation);

    /// <summary>Makes sure that the inputs are still those that were listed.</summary>
    /// <exception cref="InvalidDataException">They are not.</exception>
    public abstract void Check(string folder, InputListing listing);

    /// <summary>Makes sure that the listing that is kept in the working folder is as it was written.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    protected static void CheckKept(string file, InputListing known)
    {
        string found = Checksum.OfFile(file);
        if (found != known.OwnSha256)
        {
            throw new InvalidDataException($"The listing '{file}' was changed after it was written: its SHA-256 is {found}, "
                + $"the manifest has {known.OwnSha256}.");
        }
    }

    /// <summary>The shard's inputs, in order, as they were listed.</summary>
    public abstract IEnumerable<InputItem> Read(string folder, Shard shard);

    /// <summary>All inputs, in order, as they come, without a listing before.</summary>
    public abstract IEnumerable<InputItem> ReadOnce();

    /// <summary>The values of <see cref="PassedColumns"/>.</summary>
    public abstract ReadOnlySpan<string> Passed(in InputItem item);
}
