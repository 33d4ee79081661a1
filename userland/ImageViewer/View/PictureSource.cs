// SPDX-License-Identifier: MIT
using Skift.Imaging;

namespace Skift.ImageViewer.View;

/// <summary>The pictures to go through. The program reads files; tests have their own.</summary>
public abstract class PictureSource
{
    public abstract int Count { get; }

    /// <summary>The name to show for a picture.</summary>
    public abstract string GetName(int index);

    /// <summary>Reads a picture's file and its header.</summary>
    /// <exception cref="ImageFormatException">It cannot be read or is not a picture; the message says why.</exception>
    public abstract ImageDecoder Open(int index);
}
