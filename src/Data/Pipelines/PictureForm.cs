namespace MlNetShallow.Data.Pipelines;

/// <summary>What pictures are brought to, and how.</summary>
/// <param name="Height">Their height.</param>
/// <param name="Width">Their width.</param>
/// <param name="ApplyOrientation">Whether they are set upright by their EXIF data.</param>
/// <param name="ScaleWhileDecoding">Whether large ones are decoded smaller than they are.</param>
internal sealed record PictureForm(int Height, int Width, bool ApplyOrientation = true, bool ScaleWhileDecoding = true);
