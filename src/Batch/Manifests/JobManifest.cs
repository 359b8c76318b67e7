using System.Text.Json.Serialization;
using MlNetShallow.Data.Rows;

namespace MlNetShallow.Batch.Manifests;

/// <summary>What a scoring job is, and what of it is done. It stands in the job's working folder while it runs, and beside the
/// output once that is complete.</summary>
/// <param name="Format">The version of this form, <see cref="CurrentFormat"/>.</param>
/// <param name="Model">What is scored with.</param>
/// <param name="Output">The form of the output.</param>
/// <param name="Inputs">What is scored.</param>
/// <param name="Shard">Which share of the inputs this job takes.</param>
/// <param name="Parts">The finished parts, in the order of their inputs.</param>
/// <param name="Result">The output as a whole, once it is put together; null before.</param>
internal sealed record JobManifest(
    [property: JsonPropertyOrder(0)] int Format,
    [property: JsonPropertyOrder(1)] ScoredModel Model,
    [property: JsonPropertyOrder(2)] OutputForm Output,
    [property: JsonPropertyOrder(3)] InputListing Inputs,
    [property: JsonPropertyOrder(4)] Shard Shard,
    [property: JsonPropertyOrder(5)] IReadOnlyList<FinishedPart> Parts,
    [property: JsonPropertyOrder(6)] FinishedOutput? Result)
{
    public const int CurrentFormat = 1;

    /// <summary>What the arithmetic ran on: more than one where the job was resumed elsewhere, or the shards are from several
    /// machines. Null in manifests that do not say.</summary>
    [JsonPropertyOrder(6), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Arithmetic>? RanOn { get; init; }

    /// <summary>The SHA-256 of this manifest's JSON with this member empty, by which an edit is noticed.</summary>
    [JsonPropertyOrder(7)]
    public string Checksum { get; init; } = "";

    /// <summary>How many parts the job has when it is done.</summary>
    [JsonIgnore]
    public long PartCount => (Inputs.Count + Output.PartRows - 1) / Output.PartRows;

    /// <summary>How many of the inputs a part holds.</summary>
    public int RowsOf(long part) => (int)Math.Min(Output.PartRows, Inputs.Count - (part * Output.PartRows));
}

/// <summary>What is scored with.</summary>
/// <param name="File">The model's file, as it was given, or what a model in memory is called.</param>
/// <param name="Sha256">Its SHA-256.</param>
/// <param name="Task">What the model predicts.</param>
internal sealed record ScoredModel(string File, string Sha256, ScoringTask Task);

/// <summary>The form of the output: the options that change its bytes.</summary>
/// <param name="Format">How rows are written.</param>
/// <param name="Columns">The names of the columns.</param>
/// <param name="PartRows">How many rows a part holds; the last may have fewer.</param>
internal sealed record OutputForm(OutputFormat Format, IReadOnlyList<string> Columns, int PartRows)
{
    /// <summary>Whether the file, and each part, is compressed with gzip.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsCompressed { get; init; }

    /// <summary>Whether texts that a spreadsheet would take for formulas have an apostrophe.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool CsvSafe { get; init; }

    /// <summary>The number of columns of predictions, of a model of several targets or labels, whose names hang on theirs; else
    /// 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int TargetColumns { get; init; }

    /// <summary>The formats that a job can be asked for.</summary>
    public static IReadOnlyDictionary<ScoringFormat, OutputFormat> Formats { get; } = new Dictionary<ScoringFormat, OutputFormat>
    {
        [ScoringFormat.Tsv] = OutputFormat.Tsv,
        [ScoringFormat.Csv] = OutputFormat.Csv,
        [ScoringFormat.Jsonl] = OutputFormat.Jsonl,
        [ScoringFormat.Parquet] = OutputFormat.Parquet,
    };
}

/// <summary>What is scored.</summary>
/// <param name="Source">The folder or file as it was given, or - for standard input, or what rows of a program are called.</param>
/// <param name="Options">The options that say what of it is scored, such as glob, with their values.</param>
/// <param name="Total">The number of all inputs, those of other shards too.</param>
/// <param name="Sha256">The SHA-256 of the listing of all of them.</param>
/// <param name="Count">The number of inputs of this shard.</param>
/// <param name="OwnSha256">The SHA-256 of the listing of those.</param>
internal sealed record InputListing(
    string Source, IReadOnlyDictionary<string, string> Options, long Total, string Sha256, long Count, string OwnSha256)
{
    /// <summary>The options as one text.</summary>
    public string DescribeOptions() => Describe(Options);

    /// <summary>Options as one text, which is the same for the same ones. In older manifests they have the dashes of the command
    /// line.</summary>
    public static string Describe(IReadOnlyDictionary<string, string> options) => options.Count == 0
        ? "none"
        : string.Join(' ', options.OrderBy(option => option.Key, StringComparer.Ordinal)
            .Select(option => $"{option.Key.TrimStart('-')} {option.Value}"));
}

/// <summary>A part of the output that is complete.</summary>
/// <param name="File">Its name, in the working folder.</param>
/// <param name="FirstInput">The place of its first input among those of the shard, from 0.</param>
/// <param name="Rows">Its number of rows, one for each input.</param>
/// <param name="Errors">How many of them have an error in place of a prediction.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">The SHA-256 of its bytes.</param>
internal sealed record FinishedPart(string File, long FirstInput, int Rows, long Errors, long Bytes, string Sha256)
{
    /// <summary>How many rows have a prediction though their input lacks a number. Where there are none it is left out, as in
    /// manifests that do not count them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long FilledIn { get; init; }
}

/// <summary>The output as a whole.</summary>
/// <param name="File">Its name.</param>
/// <param name="Rows">Its number of rows, the header not counted.</param>
/// <param name="Errors">How many of them have an error in place of a prediction.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">The SHA-256 of its bytes.</param>
internal sealed record FinishedOutput(string File, long Rows, long Errors, long Bytes, string Sha256);
