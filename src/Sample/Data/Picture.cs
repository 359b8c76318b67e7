namespace MlNetShallow.Sample.Data;

/// <summary>A row of data as the pipeline reads it.</summary>
internal sealed class Picture
{
    public string ImagePath { get; set; } = "";

    public bool Label { get; set; }
}
