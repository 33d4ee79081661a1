// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core.Terminal;

/// <summary>
/// What was typed and not yet read: a ring, divided into what can be read and the line that is still being edited.
/// Bytes that end a line are marked, for the same byte typed after VLNEXT does not.
/// </summary>
internal sealed class InputBuffer
{
    /// <summary>MAX_CANON and more, as on Linux.</summary>
    internal const int Capacity = 4096;

    private readonly byte[] _bytes = new byte[Capacity];
    private readonly Mark[] _marks = new Mark[Capacity];
    private uint _tail;
    private uint _committed;
    private uint _head;

    private enum Mark : byte
    {
        None,
        /// <summary>The byte ends a line and belongs to it.</summary>
        Delimiter,
        /// <summary>VEOF: ends a line without belonging to it.</summary>
        EndOfFile,
    }

    /// <summary>Bytes that can be read.</summary>
    internal int Readable => (int)(_committed - _tail);

    /// <summary>Bytes of the line that is being edited.</summary>
    internal int Editing => (int)(_head - _committed);

    internal int Free => Capacity - (int)(_head - _tail);

    /// <summary>Adds to the line that is being edited.</summary>
    internal void Append(byte value)
    {
        _bytes[_head % Capacity] = value;
        _marks[_head % Capacity] = Mark.None;
        _head++;
    }

    /// <summary>Adds the byte that ends the line, and makes the line readable.</summary>
    internal void AppendDelimiter(byte value, bool isEndOfFile)
    {
        Append(value);
        _marks[(_head - 1) % Capacity] = isEndOfFile ? Mark.EndOfFile : Mark.Delimiter;
        Commit();
    }

    /// <summary>Makes all that was typed readable.</summary>
    internal void Commit() => _committed = _head;

    /// <summary>A byte of the line that is being edited.</summary>
    internal byte Edited(int index) => _bytes[(_committed + (uint)index) % Capacity];

    /// <summary>Takes the last byte of the line back.</summary>
    internal void RemoveLast() => _head--;

    internal void Clear() => _tail = _committed = _head;

    /// <summary>Forgets which bytes ended lines, for a change of mode; towards lines, all there is becomes one.</summary>
    internal void Unmark(bool asLine)
    {
        for (uint index = _tail; index != _head; index++)
        {
            _marks[index % Capacity] = Mark.None;
        }

        if (asLine && _head != _tail)
        {
            // An end of file that was typed before the modes changed is one again.
            uint last = (_head - 1) % Capacity;
            _marks[last] = _bytes[last] == ControlCharacter.Disabled ? Mark.EndOfFile : Mark.Delimiter;
        }

        Commit();
    }

    /// <summary>Copies readable bytes without regard to lines.</summary>
    internal int Take(Span<byte> destination)
    {
        int count = Math.Min(destination.Length, Readable);
        for (int index = 0; index < count; index++)
        {
            destination[index] = _bytes[_tail++ % Capacity];
        }

        return count;
    }

    /// <summary>Copies up to the end of a line. <paramref name="isLineDone"/> tells that the line's end was taken along.</summary>
    internal int TakeLine(Span<byte> destination, out bool isLineDone)
    {
        int count = 0;
        isLineDone = false;
        while (!isLineDone && _tail != _committed)
        {
            Mark mark = _marks[_tail % Capacity];
            // An end of file right behind the last byte that fits belongs to this read, or the next one would end at once.
            if (count == destination.Length && mark != Mark.EndOfFile)
            {
                break;
            }

            byte value = _bytes[_tail++ % Capacity];
            isLineDone = mark != Mark.None;
            if (mark != Mark.EndOfFile)
            {
                destination[count++] = value;
            }
        }

        return count;
    }

    /// <summary>Bytes that a reader of lines gets in the end: all but the marks of VEOF (FIONREAD).</summary>
    internal int CountForReader()
    {
        int count = 0;
        for (uint index = _tail; index != _committed; index++)
        {
            count += _marks[index % Capacity] == Mark.EndOfFile ? 0 : 1;
        }

        return count;
    }
}
