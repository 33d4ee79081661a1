// SPDX-License-Identifier: MIT
using System;

namespace Skift.ImageViewer.View;

/// <summary>Zoom and position: how the picture lies on the screen, and how the user moves it.</summary>
public sealed class Viewport
{
    /// <summary>The scale of one screen pixel per picture pixel.</summary>
    public const int ActualSize = 1 << 16;

    private const int MaxScale = 64 * ActualSize;
    private const int MinScale = ActualSize / 64;

    /// <summary>Share of the screen that one key press moves the picture by.</summary>
    private const int PanDivisor = 8;

    // Zoom steps in hundredths; each is a scale that is easy to read.
    private static readonly int[] s_steps =
    {
        2, 3, 4, 5, 7, 10, 15, 20, 25, 33, 50, 67, 75, 100, 125, 150, 200, 300, 400, 600, 800, 1200, 1600, 2400, 3200, 4800, 6400,
    };

    private readonly int _screenWidth;
    private readonly int _screenHeight;
    private int _pictureWidth = 1;
    private int _pictureHeight = 1;
    private int _scale = ActualSize;

    // The picture's point in the middle of the screen, in 1/65536 of its pixels.
    private long _centerX;
    private long _centerY;

    public Viewport(int screenWidth, int screenHeight)
    {
        _screenWidth = screenWidth;
        _screenHeight = screenHeight;
    }

    /// <summary>The picture is shown whole: reduced if it is larger than the screen, never enlarged.</summary>
    public bool IsFitted { get; private set; } = true;

    /// <summary>Shown size in percent, rounded, at least 1.</summary>
    public int Percent => Math.Max(1, (int)(((long)CurrentScale * 100 + ActualSize / 2) / ActualSize));

    private int CurrentScale => IsFitted ? FitScale() : _scale;

    /// <summary>Begins anew with a picture of this size.</summary>
    public void SetPicture(int width, int height)
    {
        _pictureWidth = width;
        _pictureHeight = height;
        ZoomToFit();
    }

    public Placement GetPlacement()
    {
        int width = ScaledLength(_pictureWidth, _screenWidth);
        int height = ScaledLength(_pictureHeight, _screenHeight);
        return new Placement(Place(width, _screenWidth, _pictureWidth, _centerX), Place(height, _screenHeight, _pictureHeight, _centerY),
            width, height);
    }

    public void ZoomToFit()
    {
        IsFitted = true;
        _centerX = ((long)_pictureWidth << 16) / 2;
        _centerY = ((long)_pictureHeight << 16) / 2;
    }

    public void ZoomToActualSize() => SetScale(ActualSize);

    /// <summary>The next larger step.</summary>
    public void ZoomIn()
    {
        int scale = CurrentScale;
        foreach (int step in s_steps)
        {
            if (StepScale(step) > scale)
            {
                SetScale(StepScale(step));
                return;
            }
        }
    }

    /// <summary>The next smaller step.</summary>
    public void ZoomOut()
    {
        int scale = CurrentScale;
        for (int i = s_steps.Length - 1; i >= 0; i--)
        {
            if (StepScale(s_steps[i]) < scale)
            {
                SetScale(StepScale(s_steps[i]));
                return;
            }
        }
    }

    /// <summary>Moves the picture by screen pixels, for example by (10, 0) to the right, as far as it reaches.</summary>
    public void Drag(int right, int down)
    {
        Placement placement = GetPlacement();
        _centerX = MoveCenter(_centerX, -right, placement.Width, _screenWidth, _pictureWidth);
        _centerY = MoveCenter(_centerY, -down, placement.Height, _screenHeight, _pictureHeight);
    }

    /// <summary>Moves the view over the picture by a part of the screen; the signs say where to.</summary>
    public void Pan(int right, int down) =>
        Drag(-right * Math.Max(1, _screenWidth / PanDivisor), -down * Math.Max(1, _screenHeight / PanDivisor));

    // A step of 100 gives exactly ActualSize.
    private static int StepScale(int step) => (int)((long)step * ActualSize / 100);

    private void SetScale(int scale)
    {
        _scale = Math.Clamp(scale, MinScale, MaxScale);
        IsFitted = false;
    }

    private int FitScale()
    {
        long horizontal = ((long)_screenWidth << 16) / _pictureWidth;
        long vertical = ((long)_screenHeight << 16) / _pictureHeight;
        return (int)Math.Clamp(Math.Min(horizontal, vertical), 1, ActualSize);
    }

    private int ScaledLength(int length, int screenLength)
    {
        if (!IsFitted)
            return (int)Math.Max(1, Math.Min(int.MaxValue, ((long)length * _scale + ActualSize / 2) >> 16));
        // Not by the rounded scale: the longer side is to fill the screen to the last pixel.
        if (_pictureWidth <= _screenWidth && _pictureHeight <= _screenHeight)
            return length;
        bool isWidthBound = (long)_pictureWidth * _screenHeight >= (long)_pictureHeight * _screenWidth;
        long numerator = isWidthBound ? _screenWidth : _screenHeight;
        long denominator = isWidthBound ? _pictureWidth : _pictureHeight;
        return (int)Math.Clamp((length * numerator + denominator / 2) / denominator, 1, screenLength);
    }

    /// <summary>A side that fits is centred; one that does not never leaves the edge of the screen uncovered.</summary>
    private static int Place(int length, int screenLength, int pictureLength, long center)
    {
        if (length <= screenLength)
            return (screenLength - length) / 2;
        long middle = center * length / pictureLength >> 16;
        return (int)Math.Clamp(screenLength / 2 - middle, screenLength - (long)length, 0);
    }

    private static long MoveCenter(long center, int screenPixels, int length, int screenLength, int pictureLength)
    {
        if (length <= screenLength)
            return center;
        // Stop where the picture stops, so that going back is felt at once.
        long half = ((long)screenLength << 16) / 2 * pictureLength / length;
        long moved = center + ((long)screenPixels << 16) * pictureLength / length;
        return Math.Clamp(moved, half, ((long)pictureLength << 16) - half);
    }
}
