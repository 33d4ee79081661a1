// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Memory;

namespace Skift.Network.Tcp;

/// <summary>Bytes that have arrived: those in order wait for a reader, those behind a gap for what is missing.</summary>
internal sealed class ReceiveQueue
{
    private const int FirstLength = 8;

    private readonly List<Piece> _pieces = [];
    private PageRun[] _runs = [];
    private int _first;
    private int _count;

    private struct Piece
    {
        internal long Position;
        internal PageRun Run;

        internal readonly long End => Position + Run.Length;
    }

    /// <summary>Bytes in order.</summary>
    internal long Count { get; private set; }

    /// <summary>There is something behind a gap.</summary>
    internal bool HasGap => _pieces.Count != 0;

    /// <summary>Adds bytes in order; the run goes over.</summary>
    internal void Add(PageRun run)
    {
        Count += run.Length;
        if (_count != 0 && _runs[IndexOf(_count - 1)].TryJoin(ref run)) return;
        if (_count == _runs.Length) Grow();
        _runs[IndexOf(_count++)] = run;
    }

    /// <summary>Adds bytes that lie behind a gap, without what is there already; the run goes over.</summary>
    internal void AddBehindGap(long position, PageRun run)
    {
        int index = 0;
        while (index < _pieces.Count && _pieces[index].Position <= position)
        {
            long covered = _pieces[index].End - position;
            if (covered >= run.Length)
            {
                run.Release();
                return;
            }

            if (covered > 0)
            {
                run.Skip((int)covered);
                position += covered;
            }

            index++;
        }

        while (index < _pieces.Count && _pieces[index].Position < position + run.Length)
        {
            if (_pieces[index].End > position + run.Length)
            {
                run.CutTo((int)(_pieces[index].Position - position));
                break;
            }

            _pieces[index].Run.Release();
            _pieces.RemoveAt(index);
        }

        _pieces.Insert(index, new Piece { Position = position, Run = run });
    }

    /// <summary>Moves what now is in order over.</summary>
    /// <param name="next">The position that is expected; moves on.</param>
    internal void CloseGap(ref long next)
    {
        while (_pieces.Count != 0 && _pieces[0].Position <= next)
        {
            Piece piece = _pieces[0];
            _pieces.RemoveAt(0);
            if (piece.End <= next)
            {
                piece.Run.Release();
                continue;
            }

            piece.Run.Skip((int)(next - piece.Position));
            next += piece.Run.Length;
            Add(piece.Run);
        }
    }

    /// <summary>Copies bytes without taking them, from the given one on, as far as the sink can be written.</summary>
    internal Errno Peek(scoped ref IoSink sink, long offset, long count)
    {
        for (int i = 0; i < _count && count > 0; i++)
        {
            ref PageRun run = ref _runs[IndexOf(i)];
            if (offset >= run.Length)
            {
                offset -= run.Length;
                continue;
            }

            int chunk = (int)Math.Min(count, run.Length - offset);
            Errno error = run.CopyTo(ref sink, (int)offset, chunk);
            if (error != Errno.None) return error;
            count -= chunk;
            offset = 0;
        }

        return Errno.None;
    }

    /// <summary>Takes bytes away.</summary>
    internal void Skip(long count)
    {
        Count -= count;
        while (count > 0)
        {
            ref PageRun run = ref _runs[_first];
            if (run.Length > count)
            {
                run.Skip((int)count);
                return;
            }

            count -= run.Length;
            run.Release();
            _first = IndexOf(1);
            _count--;
        }
    }

    /// <summary>The byte at an offset.</summary>
    internal byte this[long offset]
    {
        get
        {
            int i = 0;
            while (offset >= _runs[IndexOf(i)].Length)
            {
                offset -= _runs[IndexOf(i++)].Length;
            }

            return _runs[IndexOf(i)][(int)offset];
        }
    }

    internal void Clear()
    {
        Skip(Count);
        foreach (Piece piece in _pieces)
        {
            piece.Run.Release();
        }

        _pieces.Clear();
        _runs = [];
        _first = 0;
    }

    private int IndexOf(int place)
    {
        int index = _first + place;
        return index < _runs.Length ? index : index - _runs.Length;
    }

    private void Grow()
    {
        PageRun[] larger = new PageRun[Math.Max(FirstLength, _runs.Length * 2)];
        for (int i = 0; i < _count; i++)
        {
            larger[i] = _runs[IndexOf(i)];
        }

        _runs = larger;
        _first = 0;
    }
}
