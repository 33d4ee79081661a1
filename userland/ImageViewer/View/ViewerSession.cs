// SPDX-License-Identifier: MIT
using System;
using Skift.Imaging;

namespace Skift.ImageViewer.View;

/// <summary>
/// What the viewer shows and how it answers: the current picture, its animation, zoom and position, and the information line. It does
/// no input or output of its own; times are milliseconds of any clock that only goes forward.
/// </summary>
public sealed class ViewerSession
{
    private readonly PictureSource _pictures;
    private readonly Viewport _viewport;
    private ImageDecoder? _decoder;
    private string? _error;
    private Background _background = Background.Black;
    private bool _showsInformation;
    private bool _isPaused;
    private int _roundsLeft;

    /// <summary>Loads the first picture to show.</summary>
    /// <exception cref="ImageFormatException">It cannot be shown.</exception>
    public ViewerSession(PictureSource pictures, int index, int screenWidth, int screenHeight, long now)
    {
        _pictures = pictures;
        _viewport = new Viewport(screenWidth, screenHeight);
        Load(index, now);
        if (_error is not null)
            throw new ImageFormatException(_error);
    }

    /// <summary>The time for no deadline.</summary>
    public const long Never = long.MaxValue;

    /// <summary>The user wants to leave.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Something changed since the last <see cref="Draw"/>.</summary>
    public bool NeedsDrawing { get; private set; } = true;

    /// <summary>When <see cref="Tick"/> has the next frame to show, or <see cref="Never"/>.</summary>
    public long NextFrameTime { get; private set; } = Never;

    /// <summary>Place of the current picture among the pictures.</summary>
    public int Index { get; private set; }

    /// <summary>What is wrong with the current picture, or null.</summary>
    public string? Error => _error;

    public void Apply(ViewerAction action, long now)
    {
        NeedsDrawing |= action != ViewerAction.None;
        switch (action)
        {
            case ViewerAction.Quit:
                IsDone = true;
                break;
            case ViewerAction.NextPicture:
                Go(Index + 1, now);
                break;
            case ViewerAction.PreviousPicture:
                Go(Index - 1, now);
                break;
            case ViewerAction.FirstPicture:
                Go(0, now);
                break;
            case ViewerAction.LastPicture:
                Go(_pictures.Count - 1, now);
                break;
            case ViewerAction.ToggleInformation:
                _showsInformation = !_showsInformation;
                break;
            case ViewerAction.CycleBackground:
                _background = _background.Next;
                break;
            case ViewerAction.ToggleAnimation:
                ToggleAnimation(now);
                break;
            default:
                ApplyToViewport(action);
                break;
        }
    }

    /// <summary>Moves the picture with the pointer.</summary>
    public void Drag(int right, int down)
    {
        _viewport.Drag(right, down);
        NeedsDrawing = true;
    }

    /// <summary>Shows the next frame of an animation if it is time.</summary>
    public void Tick(long now)
    {
        if (now < NextFrameTime || _decoder is null)
            return;
        try
        {
            if (!TryReadNextFrame(_decoder))
            {
                NextFrameTime = Never;
                return;
            }
        }
        catch (ImageFormatException exception)
        {
            Fail(exception.Message);
            return;
        }

        // Frames that could not be shown in time are not made up for.
        NextFrameTime = now + _decoder.FrameDelayMilliseconds;
        NeedsDrawing = true;
    }

    /// <summary>Draws everything on a bitmap of the screen's size.</summary>
    public void Draw(Bitmap screen)
    {
        if (_decoder is not null)
            Scaler.Draw(_decoder.Canvas, _viewport.GetPlacement(), _background, screen);
        else
            screen.Pixels.AsSpan().Fill(Bitmap.Opaque);
        if (_showsInformation || _error is not null)
            TextPainter.DrawBar(screen, GetInformation());
        NeedsDrawing = false;
    }

    /// <summary>The text of the information line.</summary>
    public string GetInformation()
    {
        string name = _pictures.GetName(Index);
        if (_pictures.Count > 1)
            name += " (" + (Index + 1).ToString() + "/" + _pictures.Count.ToString() + ")";
        if (_error is not null || _decoder is null)
            return name + ": " + _error;
        string text = name + ": " + _decoder.Info.ToString() + ", " + _viewport.Percent.ToString() + "%";
        return _decoder.Warning is null ? text : text + ", " + _decoder.Warning;
    }

    private void Go(int index, long now)
    {
        index = Math.Clamp(index, 0, _pictures.Count - 1);
        if (index != Index)
            Load(index, now);
    }

    private void Load(int index, long now)
    {
        Index = index;
        // Let go of the old picture first: there may not be memory for two.
        _decoder = null;
        _error = null;
        NextFrameTime = Never;
        try
        {
            ImageDecoder decoder = _pictures.Open(index);
            if (!decoder.ReadFrame())
                throw new ImageFormatException("no picture in the file");
            _decoder = decoder;
            _viewport.SetPicture(decoder.Info.Width, decoder.Info.Height);
            _roundsLeft = decoder.Info.LoopCount;
            if (decoder.Info.FrameCount > 1 && !_isPaused)
                NextFrameTime = now + decoder.FrameDelayMilliseconds;
        }
        catch (ImageFormatException exception)
        {
            Fail(exception.Message);
        }
        catch (OutOfMemoryException)
        {
            Fail("not enough memory for the picture");
        }
    }

    private void Fail(string message)
    {
        _decoder = null;
        _error = message;
        NextFrameTime = Never;
        NeedsDrawing = true;
    }

    private void ToggleAnimation(long now)
    {
        _isPaused = !_isPaused;
        bool isAnimation = _decoder is not null && _decoder.Info.FrameCount > 1;
        NextFrameTime = isAnimation && !_isPaused ? now + _decoder!.FrameDelayMilliseconds : Never;
    }

    private bool TryReadNextFrame(ImageDecoder decoder)
    {
        if (decoder.ReadFrame())
            return true;
        // A loop count of 0 means for ever.
        if (_roundsLeft == 1)
            return false;
        if (_roundsLeft > 1)
            _roundsLeft--;
        decoder.Rewind();
        return decoder.ReadFrame();
    }

    private void ApplyToViewport(ViewerAction action)
    {
        switch (action)
        {
            case ViewerAction.ZoomIn:
                _viewport.ZoomIn();
                break;
            case ViewerAction.ZoomOut:
                _viewport.ZoomOut();
                break;
            case ViewerAction.ZoomToFit:
                _viewport.ZoomToFit();
                break;
            case ViewerAction.ZoomToActualSize:
                _viewport.ZoomToActualSize();
                break;
            case ViewerAction.PanLeft:
                _viewport.Pan(-1, 0);
                break;
            case ViewerAction.PanRight:
                _viewport.Pan(1, 0);
                break;
            case ViewerAction.PanUp:
                _viewport.Pan(0, -1);
                break;
            case ViewerAction.PanDown:
                _viewport.Pan(0, 1);
                break;
        }
    }
}
