using System.Security.Cryptography;
using System.Text;
using MlNetShallow.Sample.Batch.Files;
using MlNetShallow.Sample.Batch.Manifests;

namespace MlNetShallow.Sample.Batch.Inputs;

/// <summary>Pictures, whose listing is kept in the working folder: a folder that changes meanwhile, or standard input, is not
/// there a second time.</summary>
internal sealed class PictureInputs(IPathListing listing) : InputSource
{
    private const string FileName = "inputs.tsv";

    public override string Source => listing.Source;

    public override IReadOnlyList<string> PassedColumns => listing.Columns;

    public override InputListing List(string folder, Shard shard, CancellationToken cancellation)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var own = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long total = 0, count = 0;
        CommittedFile.Write(Path.Join(folder, FileName), stream =>
        {
            foreach (InputItem item in listing.List())
            {
                cancellation.ThrowIfCancellationRequested();
                byte[] line = Encoding.UTF8.GetBytes(string.Join('\t', Fields(item).Select(TsvField.Escape)) + "\n");
                all.AppendData(line);
                if (shard.Takes(total++, item.Name))
                {
                    own.AppendData(line);
                    stream.Write(line);
                    count++;
                }
            }
        });
        return total > 0
            ? new InputListing(Source, Options, total, Checksum.Of(all), count, Checksum.Of(own))
            : throw new InvalidDataException($"There are no pictures to score in '{Source}'{DescribeOptions()}.");
    }

    public override void Check(string folder, InputListing known)
    {
        string file = Path.Join(folder, FileName);
        string found = Checksum.OfFile(file);
        if (found != known.OwnSha256)
        {
            throw new InvalidDataException($"The listing '{file}' was changed after it was written: its SHA-256 is {found}, "
                + $"the manifest has {known.OwnSha256}.");
        }
    }

    public override IEnumerable<InputItem> Read(string folder, Shard shard)
    {
        foreach (string line in File.ReadLines(Path.Join(folder, FileName)))
        {
            string[] fields = TsvField.Split(line);
            yield return new InputItem(fields[0], fields[1..]);
        }
    }

    public override ReadOnlySpan<string> Passed(in InputItem item) => item.Fields;

    private static IEnumerable<string> Fields(InputItem item) => [item.Name, .. item.Fields];

    private string DescribeOptions()
        => Options.Count == 0 ? "" : $" with {string.Join(' ', Options.Select(option => $"{option.Key} {option.Value}"))}";
}
