// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Threading;
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Devices;

/// <summary>A screen as memory: <c>/dev/fb0</c> with Linux's interface (linux/fb.h), 32 bits a pixel, blue in the lowest byte.</summary>
/// <remarks>
/// A driver derives from it. The picture is in ordinary pages that programs map; a thread shows it again and again while somebody maps
/// it, and once after each write. A larger mode takes more pages, and no page ever goes away, so mappings stay valid.
/// </remarks>
public abstract class Framebuffer : CharacterDevice
{
    public const int BytesPerPixel = 4;
    protected const int DefaultWidth = 1024;
    protected const int DefaultHeight = 768;

    private const uint Major = 29;
    private const int MaximumWidth = 3840;
    private const int MaximumHeight = 2160;
    private const int MinimumSize = 64;
    private const long FrameNanoseconds = Clock.NanosecondsPerSecond / 60;

    private readonly int _index;
    private readonly Mutex<Mode> _mode = new(default);
    private readonly List<Page> _pages = [];
    private readonly SpinLock<bool> _work = new(false);
    private readonly WaitQueue _workWaiting = new();
    private readonly PageList _memory;
    private int _mappings;
    private bool _resizeWanted;

    private struct Mode
    {
        public int Width;
        public int Height;
    }

    /// <summary>The device number of a frame buffer.</summary>
    public static ulong NumberOf(int index) => DeviceNumber.Make(Major, (uint)index);

    protected Framebuffer(int index)
    {
        _index = index;
        _memory = new PageList(this);
    }

    /// <summary>Called when the picture has another size, with a lock held: it must not draw.</summary>
    public Action? ModeChanged { get; set; }

    public override string Name => "fb" + _index.ToString();

    public override ulong Number => NumberOf(_index);

    public override bool IsSeekable => true;

    public override long ByteLength
    {
        get
        {
            using Mutex<Mode>.Guard mode = _mode.Lock();
            return (long)mode.Value.Width * mode.Value.Height * BytesPerPixel;
        }
    }

    /// <summary>Gives the picture a new size and pages, and puts it on the screen. May sleep.</summary>
    protected abstract Errno ApplyMode(int width, int height, List<Page> pages);

    /// <summary>Brings the pages' contents to the screen. May sleep.</summary>
    protected abstract Errno Show(int width, int height);

    /// <summary>The size that the display has come to want, once after each change.</summary>
    protected abstract bool TryTakeResize(out int width, out int height);

    protected static int PagesOf(int width, int height) => (int)(((long)width * height * BytesPerPixel + Page.Size - 1) / Page.Size);

    /// <summary>Lets the thread begin that keeps the screen up to date.</summary>
    public void Begin() => WorkerThread.Start("fb" + _index.ToString(), Refresh);

    /// <summary>Shows the picture soon. Any context.</summary>
    public void Invalidate()
    {
        using SpinLock<bool>.Guard work = _work.Lock();
        work.Value = true;
        _workWaiting.WakeOne();
    }

    /// <summary>The display may want another size. Interrupt context.</summary>
    protected void OnResizeWanted()
    {
        Volatile.Write(ref _resizeWanted, true);
        Invalidate();
    }

    /// <summary>Writes a run of pixels (0xRRGGBB each) into the picture; what lies outside of it is left out. May sleep.</summary>
    public void WritePixels(int x, int y, ReadOnlySpan<uint> pixels)
    {
        using Mutex<Mode>.Guard mode = _mode.Lock();
        if (x < 0 || x >= mode.Value.Width || y < 0 || y >= mode.Value.Height) return;

        ReadOnlySpan<uint> rest = pixels[..Math.Min(pixels.Length, mode.Value.Width - x)];
        long offset = ((long)y * mode.Value.Width + x) * BytesPerPixel;
        while (!rest.IsEmpty)
        {
            int inPage = (int)(offset % Page.Size);
            int count = Math.Min(rest.Length, (Page.Size - inPage) / BytesPerPixel);
            using Page.Access page = _pages[(int)(offset / Page.Size)].Open();
            rest[..count].CopyTo(page.Words[(inPage / BytesPerPixel)..]);
            rest = rest[count..];
            offset += (long)count * BytesPerPixel;
        }
    }

    /// <summary>Sets the size of the picture.</summary>
    /// <returns><c>EINVAL</c>: a size that no screen has; <c>ENOMEM</c>; the driver's error.</returns>
    public Errno SetMode(int width, int height)
    {
        if (width is < MinimumSize or > MaximumWidth || height is < MinimumSize or > MaximumHeight) return Errno.EINVAL;

        using Mutex<Mode>.Guard mode = _mode.Lock();
        while (_pages.Count < PagesOf(width, height))
        {
            Page? page = Page.TryAllocate();
            if (page is null) return Errno.ENOMEM;

            _pages.Add(page);
        }

        Errno error = ApplyMode(width, height, _pages);
        if (error != Errno.None) return error;

        (mode.Value.Width, mode.Value.Height) = (width, height);
        ModeChanged?.Invoke();
        Invalidate();
        return Errno.None;
    }

    public override Result<long> Read(ref IoSink sink, long offset, bool nonBlocking)
    {
        using Mutex<Mode>.Guard mode = _mode.Lock();
        long end = (long)mode.Value.Width * mode.Value.Height * BytesPerPixel;
        long start = offset;
        while (offset < end && sink.Remaining > 0)
        {
            int inPage = (int)(offset % Page.Size);
            int length = (int)Math.Min(Math.Min(Page.Size - inPage, end - offset), sink.Remaining);
            using Page.Access page = _pages[(int)(offset / Page.Size)].Open();
            Errno error = sink.Write(page.Span.Slice(inPage, length));
            if (error != Errno.None) return offset > start ? offset - start : error;

            offset += length;
        }

        return offset - start;
    }

    public override Result<long> Write(ref IoSource source, long offset, bool nonBlocking)
    {
        using Mutex<Mode>.Guard mode = _mode.Lock();
        long end = (long)mode.Value.Width * mode.Value.Height * BytesPerPixel;
        if (offset >= end && source.Remaining > 0) return Errno.ENOSPC;

        long start = offset;
        while (offset < end && source.Remaining > 0)
        {
            int inPage = (int)(offset % Page.Size);
            int length = (int)Math.Min(Math.Min(Page.Size - inPage, end - offset), source.Remaining);
            using Page.Access page = _pages[(int)(offset / Page.Size)].Open();
            Errno error = source.Read(page.Span.Slice(inPage, length));
            if (error != Errno.None) return offset > start ? offset - start : error;

            offset += length;
        }

        Invalidate();
        return offset - start;
    }

    public override Result<MemoryObject> Map() => _memory;

    public override Result<long> Control(uint request, ulong argument)
    {
        VirtualAddress address = new(argument);
        switch (request)
        {
            case FramebufferIoctl.FBIOGET_VSCREENINFO: return ToResult(UserMemory.CopyOut(address, FramebufferInformation.Variable(CurrentMode())));
            case FramebufferIoctl.FBIOGET_FSCREENINFO: return ToResult(UserMemory.CopyOut(address, FramebufferInformation.Fixed(CurrentMode())));
            case FramebufferIoctl.FBIOPUT_VSCREENINFO: return PutVariable(address);
            case FramebufferIoctl.FBIOPAN_DISPLAY: Invalidate(); return 0L;
            default: return Errno.ENOTTY;
        }
    }

    private static Result<long> ToResult(Errno error) => error == Errno.None ? 0L : error;

    /// <summary>The size of the picture. May sleep.</summary>
    public (int Width, int Height) CurrentMode()
    {
        using Mutex<Mode>.Guard mode = _mode.Lock();
        return (mode.Value.Width, mode.Value.Height);
    }

    private Result<long> PutVariable(VirtualAddress address)
    {
        byte[] wanted = new byte[FbVarScreeninfo.Size];
        Errno error = UserMemory.CopyIn(address, wanted);
        if (error != Errno.None) return error;

        error = FramebufferInformation.Parse(wanted, out int width, out int height);
        if (error == Errno.None && (width, height) != CurrentMode()) error = SetMode(width, height);
        return error == Errno.None ? ToResult(UserMemory.CopyOut(address, FramebufferInformation.Variable(CurrentMode()))) : error;
    }

    private void Refresh()
    {
        while (true)
        {
            WaitForWork();
            if (Volatile.Read(ref _resizeWanted)) Resize();

            using Mutex<Mode>.Guard mode = _mode.Lock();
            Errno error = Show(mode.Value.Width, mode.Value.Height);
            if (error != Errno.None)
            {
                Log.Error($"{Name}: the screen no longer answers");
                return;
            }
        }
    }

    private void WaitForWork()
    {
        using SpinLock<bool>.Guard work = _work.Lock();

        // Writes to mapped pages tell nobody, so they are shown at the rate of a screen.
        long deadline = Volatile.Read(ref _mappings) > 0 ? Clock.MonotonicNanoseconds + FrameNanoseconds : WaitQueue.Forever;
        while (!work.Value && _workWaiting.Wait(in work, deadline, interruptible: false) != Errno.ETIMEDOUT)
        {
        }

        work.Value = false;
    }

    /// <summary>Follows the display, unless a program draws on it and counts on the size that it asked for.</summary>
    private void Resize()
    {
        Volatile.Write(ref _resizeWanted, false);
        if (!TryTakeResize(out int width, out int height) || Volatile.Read(ref _mappings) > 0 || (width, height) == CurrentMode()) return;

        Errno error = SetMode(width, height);
        if (error == Errno.None) Log.Info($"{Name}: {width} x {height}");
    }

    /// <summary>The pages as mappings see them.</summary>
    private sealed class PageList(Framebuffer owner) : MemoryObject
    {
        public override long ByteLength => owner.ByteLength;

        public override Result<Page> GetPage(long index, bool forWrite)
        {
            using Mutex<Mode>.Guard mode = owner._mode.Lock();
            return index >= 0 && index < owner._pages.Count ? owner._pages[(int)index].Acquire() : Errno.ENXIO;
        }

        public override void Acquire()
        {
            _ = Interlocked.Increment(ref owner._mappings);
            owner.Invalidate();
        }

        public override void Release()
        {
            _ = Interlocked.Decrement(ref owner._mappings);
            owner.Invalidate();
        }
    }
}
