namespace MlNetShallow;

/// <summary>What becomes of a row whose picture is missing, damaged, too large or not a picture.</summary>
public enum UnreadableImage
{
    /// <summary>Reading the row throws an exception that names the picture and the reason.</summary>
    Throw,

    /// <summary>The row's vector is all NaN: trainers skip such a row, scoring gives it NaN. For Single output only.</summary>
    NaN,
}
