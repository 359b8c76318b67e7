namespace MlNetShallow.Evaluation;

/// <summary>A form in which a comparison is written.</summary>
public enum ComparisonFormat
{
    /// <summary>A page that needs nothing else, for readers.</summary>
    Html = 0,

    /// <summary>A table and a list of notes in Markdown, for readers.</summary>
    Markdown = 1,

    /// <summary>Tab-separated values with all digits, for programs.</summary>
    Tsv = 2,
}
