namespace MlNetShallow.Batch.Inputs;

/// <summary>Says which pictures are to be scored, in what order.</summary>
internal interface IPathListing
{
    /// <summary>The folder or file as it was given, or - for standard input.</summary>
    string Source { get; }

    /// <summary>The names of the columns that come with each picture and go to the output as they are.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Lists the pictures as it comes to them.</summary>
    IEnumerable<InputItem> List();
}
