using System.Security.Cryptography;
using MlNetShallow.Batch.Files;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Data.Delimited;

namespace MlNetShallow.Batch.Inputs;

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
        using var line = new MemoryStream();
        using var rows = new DelimitedWriter(line, DelimitedFormat.Tsv);
        CommittedFile.Write(Path.Join(folder, FileName), stream =>
        {
            foreach (InputItem item in listing.List())
            {
                cancellation.ThrowIfCancellationRequested();
                line.SetLength(0);
                rows.Row([item.Name, .. item.Fields]);
                rows.Flush();
                ReadOnlySpan<byte> bytes = line.GetBuffer().AsSpan(0, (int)line.Length);
                all.AppendData(bytes);
                if (shard.Takes(total++, item.Name))
                {
                    own.AppendData(bytes);
                    stream.Write(bytes);
                    count++;
                }
            }
        });
        return total > 0
            ? new InputListing(Source, Options, total, Checksum.Of(all), count, Checksum.Of(own))
            : throw new InvalidDataException($"There are no pictures to score in '{Source}'{DescribeOptions()}.");
    }

    public override void Check(string folder, InputListing listing) => CheckKept(Path.Join(folder, FileName), listing);

    public override IEnumerable<InputItem> Read(string folder, Shard shard)
    {
        string file = Path.Join(folder, FileName);
        int[] others = [.. Enumerable.Range(1, listing.Columns.Count)];
        using DelimitedReader rows = DelimitedReader.OpenRows(
            file, DelimitedFormat.Tsv, File.OpenRead(file), fields: listing.Columns.Count + 1);
        while (rows.Read())
            yield return new InputItem(rows[0].ToString(), Array.ConvertAll(others, place => rows[place].ToString()));
    }

    public override IEnumerable<InputItem> ReadOnce() => listing.List();

    public override ReadOnlySpan<string> Passed(in InputItem item) => item.Fields;

    private string DescribeOptions() => Options.Count == 0 ? "" : $" with {InputListing.Describe(Options)}";
}
