// SPDX-License-Identifier: MIT
namespace Skift.Libc;

/// <summary>A text that grows, with malloc.</summary>
internal unsafe struct WordText
{
    internal byte* Text;
    internal nuint Length;
    private nuint _room;

    internal bool Put(byte character)
    {
        if (Length + 1 >= _room)
        {
            nuint room = _room == 0 ? 64 : _room * 2;
            byte* larger = (byte*)C.realloc(Text, room);
            if (larger == null)
            {
                return false;
            }

            Text = larger;
            _room = room;
        }

        Text[Length++] = character;
        Text[Length] = 0;
        return true;
    }

    /// <summary>A character that counts as itself for glob and fnmatch.</summary>
    internal bool PutQuoted(byte character)
    {
        bool isSpecial = character is (byte)'*' or (byte)'?' or (byte)'[' or (byte)']' or (byte)'\\' or (byte)'-' or (byte)'!';
        return (!isSpecial || Put((byte)'\\')) && Put(character);
    }

    /// <summary>Removes what <see cref="PutQuoted"/> has added.</summary>
    internal void Unquote()
    {
        nuint length = 0;
        for (nuint i = 0; i < Length; i++)
        {
            i += Text[i] == '\\' && i + 1 < Length ? 1U : 0;
            Text[length++] = Text[i];
        }

        Length = length;
        if (Text != null)
        {
            Text[length] = 0;
        }
    }

    internal void Free()
    {
        C.free(Text);
        this = default;
    }
}

/// <summary>The words found so far, and the one that grows: a pattern, in which quoted characters stand behind a backslash.</summary>
internal unsafe struct WordFields
{
    private const int NoSpace = 1;

    internal byte** Words;
    internal nuint Count;
    internal WordText Current;

    /// <summary>Whether there is a word, though it may be empty yet; and whether the last one was ended by white space.</summary>
    internal bool IsStarted;
    internal bool IsAfterBlank;
    internal bool HasPattern;
    private nuint _room;

    internal int Put(byte character, bool isQuoted)
    {
        IsStarted = true;
        HasPattern |= !isQuoted && character is (byte)'*' or (byte)'?' or (byte)'[';
        bool isPlain = !isQuoted && character != '\\';
        return (isPlain ? Current.Put(character) : Current.PutQuoted(character)) ? 0 : NoSpace;
    }

    /// <summary>Ends the word, of which pathname expansion may make several.</summary>
    internal int End()
    {
        if (!IsStarted)
        {
            return 0;
        }

        IsStarted = false;
        int error = 0;
        C.GlobResult found = default;
        if (HasPattern && C.glob(Current.Text, 0, null, &found) == 0)
        {
            for (nuint i = 0; i < found.Count && error == 0; i++)
            {
                error = Add(C.strdup(found.Paths[i]));
            }

            C.globfree(&found);
        }
        else
        {
            Current.Unquote();
            error = Add(Current.Text == null ? C.strdup(C.Literal(""u8)) : C.strdup(Current.Text));
        }

        HasPattern = false;
        Current.Free();
        return error;
    }

    internal void Free()
    {
        for (nuint i = 0; i < Count; i++)
        {
            C.free(Words[i]);
        }

        C.free(Words);
        Current.Free();
    }

    private int Add(byte* word)
    {
        if (word == null)
        {
            return NoSpace;
        }

        if (Count == _room)
        {
            nuint room = _room == 0 ? 16 : _room * 2;
            byte** larger = (byte**)C.realloc(Words, room * (nuint)sizeof(byte*));
            if (larger == null)
            {
                C.free(word);
                return NoSpace;
            }

            Words = larger;
            _room = room;
        }

        Words[Count++] = word;
        return 0;
    }
}
