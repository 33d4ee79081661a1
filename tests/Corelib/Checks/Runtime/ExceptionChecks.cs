// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Skift.Tests.Corelib;

/// <summary>Exception handling: order of blocks, filters, nesting, hardware faults, static constructors that fail.</summary>
internal static class ExceptionChecks
{
    private static string s_log = "";

    private sealed class Custom(string message, int code) : Exception(message)
    {
        public int Code { get; } = code;
    }

    private sealed class Guard(string name) : IDisposable
    {
        public void Dispose() => s_log += "~" + name;
    }

    public static void Run(Check check)
    {
        Basics(check);
        Filters(check);
        Nesting(check);
        Hardware(check);
        StaticConstructors(check);
        Deep(check, 200);
        Deep(check, 2000);
    }

    private static string Logged(Action action)
    {
        s_log = "";
        try
        {
            action();
        }
        catch (Exception e)
        {
            s_log += "!" + e.Message;
        }
        return s_log;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Throw(string message) => throw new InvalidOperationException(message);

    private static void Basics(Check check)
    {
        check.Equal("finally after throw", Logged(static () => { try { Throw("x"); } finally { s_log += "f"; } }), "f!x");
        check.Equal("finally without throw", Logged(static () => { try { s_log += "t"; } finally { s_log += "f"; } }), "tf");
        check.Equal("catch and go on", Logged(static () => { try { Throw("x"); } catch (InvalidOperationException) { s_log += "c"; } s_log += "e"; }), "ce");
        check.Equal("the first matching catch", Logged(static () =>
        {
            try { Throw("x"); }
            catch (ArgumentException) { s_log += "a"; }
            catch (SystemException) { s_log += "s"; }
            catch (Exception) { s_log += "e"; }
        }), "s");
        check.Equal("nobody inside matches", Logged(static () => { try { Throw("x"); } catch (ArgumentException) { s_log += "a"; } }), "!x");
        check.Equal("using", Logged(static () => { using Guard a = new("a"); using Guard b = new("b"); Throw("x"); }), "~b~a!x");
        check.Equal("return in try", ReturnsInTry() + s_log, 5 + "f");
        check.Equal("value from catch", ValueFromCatch(), 8);
        check.Equal("lock is released", LockReleased(), true);
        check.Equal("custom exception", Code(), 42);
        check.Throws<NullReferenceException>("throw null", static () => throw null!);
        check.Equal("inner exception", Inner(), "outer/inner");
        check.Equal("goto out of try", Leave(), "f1f2");
        check.Equal("exception through delegates", Logged(static () => { Action a = static () => Throw("d"); try { a(); } finally { s_log += "f"; } }), "f!d");
        check.Equal("exception through an interface", Logged(static () => { foreach (int i in Failing()) s_log += i; }), "12f!it");
        check.Equal("locals live on after catch", LocalsSurvive(3), 3 + 4 + 100);
        check.Equal("exception in a static method of a generic", Logged(static () => Generic<string>.Fail()), "!String");
        check.Equal("a loop of throws", LoopOfThrows(1000), 1000);
    }

    private static class Generic<T>
    {
        internal static void Fail() => throw new InvalidOperationException(typeof(T).Name);
    }

    private static IEnumerable<int> Failing()
    {
        try
        {
            yield return 1;
            yield return 2;
            Throw("it");
        }
        finally
        {
            s_log += "f";
        }
    }

    private static int ReturnsInTry()
    {
        s_log = "";
        try
        {
            return 5;
        }
        finally
        {
            s_log += "f";
        }
    }

    private static int ValueFromCatch()
    {
        int value = 3;
        try
        {
            value = 4;
            Throw("x");
            value = 5;
        }
        catch (InvalidOperationException)
        {
            return value * 2;
        }
        return value;
    }

    private static bool LockReleased()
    {
        object gate = new();
        try
        {
            lock (gate)
                Throw("x");
        }
        catch (InvalidOperationException)
        {
        }
        return !System.Threading.Monitor.IsEntered(gate);
    }

    private static int Code()
    {
        try
        {
            throw new Custom("c", 42);
        }
        catch (Custom e)
        {
            return e.Code;
        }
    }

    private static string Inner()
    {
        try
        {
            try
            {
                Throw("inner");
            }
            catch (Exception e)
            {
                throw new InvalidOperationException("outer", e);
            }
        }
        catch (Exception e)
        {
            return e.Message + "/" + e.InnerException!.Message;
        }
        return "";
    }

    private static string Leave()
    {
        s_log = "";
        for (int i = 1; i <= 2; i++)
        {
            try
            {
                if (i == 1)
                    continue;
                break;
            }
            finally
            {
                s_log += "f" + i;
            }
        }
        return s_log;
    }

    private static int LocalsSurvive(int a)
    {
        int b = a + 1;
        int c = 0;
        try
        {
            c = 50;
            Throw("x");
        }
        catch (InvalidOperationException)
        {
            c *= 2;
        }
        return a + b + c;
    }

    private static int LoopOfThrows(int count)
    {
        int caught = 0;
        for (int i = 0; i < count; i++)
        {
            try
            {
                Throw("x");
            }
            catch (InvalidOperationException)
            {
                caught++;
            }
        }
        return caught;
    }

    private static bool Note(string text, bool answer)
    {
        s_log += text;
        return answer;
    }

    private static void Filters(Check check)
    {
        check.Equal("filters run before inner finally", Logged(static () =>
        {
            try
            {
                try { Throw("x"); }
                finally { s_log += "f"; }
            }
            catch (Exception) when (Note("w", true)) { s_log += "c"; }
        }), "wfc");
        check.Equal("a filter that declines", Logged(static () =>
        {
            try { Throw("x"); }
            catch (Exception) when (Note("1", false)) { s_log += "a"; }
            catch (Exception) when (Note("2", true)) { s_log += "b"; }
        }), "12b");
        check.Equal("a filter that throws declines", Logged(static () =>
        {
            try { Throw("x"); }
            catch (Exception) when (Fails()) { s_log += "a"; }
            catch (Exception e) { s_log += "b" + e.Message; }
        }), "nbx");
        check.Equal("a filter sees locals", FilterLocals(7), "seven");
        check.Equal("a filter with its own try", Logged(static () =>
        {
            try { Throw("x"); }
            catch (Exception) when (CatchesInside()) { s_log += "c"; }
        }), "ic");
    }

    private static bool Fails()
    {
        s_log += "n";
        Throw("in the filter");
        return true;
    }

    private static bool CatchesInside()
    {
        try
        {
            Throw("y");
        }
        catch (Exception)
        {
            s_log += "i";
        }
        return true;
    }

    private static string FilterLocals(int number)
    {
        string name = number == 7 ? "seven" : "other";
        try
        {
            Throw("x");
        }
        catch (Exception e) when (number == 7 && e.Message == "x")
        {
            return name;
        }
        return "missed";
    }

    private static void Nesting(Check check)
    {
        check.Equal("rethrow", Logged(static () => { try { Throw("x"); } catch (Exception) { s_log += "c"; throw; } }), "c!x");
        check.Equal("throw in catch", Logged(static () => { try { Throw("x"); } catch (Exception) { Throw("y"); } }), "!y");
        check.Equal("throw in finally replaces", Logged(static () => { try { Throw("x"); } finally { Throw("y"); } }), "!y");
        check.Equal("catch inside finally", Logged(static () =>
        {
            try { Throw("x"); }
            finally
            {
                try { Throw("y"); }
                catch (Exception e) { s_log += e.Message; }
            }
        }), "y!x");
        check.Equal("catch inside catch, then rethrow the first", Logged(static () =>
        {
            try { Throw("x"); }
            catch (Exception)
            {
                try { Throw("y"); }
                catch (Exception e) { s_log += e.Message; }
                throw;
            }
        }), "y!x");
        check.Equal("sibling handlers do not catch each other", Logged(static () =>
        {
            try { Throw("x"); }
            catch (InvalidOperationException) { Throw("y"); }
            catch (Exception) { s_log += "wrong"; }
        }), "!y");
        check.Equal("finally in catch runs", Logged(static () =>
        {
            try { Throw("x"); }
            catch (Exception)
            {
                try { Throw("y"); }
                finally { s_log += "f"; }
            }
        }), "f!y");
        check.Equal("three levels", Logged(static () =>
        {
            try
            {
                try
                {
                    try { Throw("1"); }
                    catch (Exception e) { s_log += e.Message; Throw("2"); }
                    finally { s_log += "a"; }
                }
                catch (Exception e) { s_log += e.Message; Throw("3"); }
                finally { s_log += "b"; }
            }
            catch (Exception e) { s_log += e.Message; }
        }), "1a2b3");
        check.Equal("outer catch of the same method after a nested throw", Logged(static () =>
        {
            try
            {
                try { Throw("x"); }
                catch (Exception) { Middle(); }
                finally { s_log += "f"; }
            }
            catch (Exception e) { s_log += "o" + e.Message; }
        }), "mfoz");
        check.Equal("throw and catch within a finally of an unwinding frame", Logged(static () =>
        {
            try { Recursive(3); }
            catch (Exception e) { s_log += e.Message; }
        }), "c0c1c2c3end");
    }

    private static void Middle()
    {
        try
        {
            Throw("z");
        }
        finally
        {
            s_log += "m";
        }
    }

    private static void Recursive(int depth)
    {
        try
        {
            if (depth == 0)
                Throw("end");
            Recursive(depth - 1);
        }
        finally
        {
            try
            {
                Throw("inner");
            }
            catch (InvalidOperationException)
            {
                s_log += "c" + depth;
            }
        }
    }

    private sealed class Holder
    {
        public int Field = 1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Divide(int a, int b) => a / b;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long DivideLong(long a, long b) => a / b;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Read(Holder? holder) => holder!.Field;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Element(int[] array, int index) => array[index];

    private static void Hardware(Check check)
    {
        check.Throws<DivideByZeroException>("divide by zero", static () => Divide(1, 0));
        check.Throws<DivideByZeroException>("remainder by zero", static () => { int zero = Divide(0, 1); _ = 5 % zero; });
        check.Throws<DivideByZeroException>("long divide by zero", static () => DivideLong(1, 0));
        check.Throws<OverflowException>("smallest by -1", static () => Divide(int.MinValue, -1));
        check.Throws<OverflowException>("smallest long by -1", static () => DivideLong(long.MinValue, -1));
        check.Throws<NullReferenceException>("null field", static () => Read(null));
        check.Throws<NullReferenceException>("null string", static () => { string? s = null; _ = s!.Length; });
        check.Throws<NullReferenceException>("null array", static () => Element(null!, 0));
        check.Throws<IndexOutOfRangeException>("index", static () => Element([1], 1));
        check.Throws<IndexOutOfRangeException>("negative index", static () => Element([1], -1));
        check.Throws<OverflowException>("negative length", static () => _ = new int[Divide(-1, 1)]);
        check.Throws<OverflowException>("checked add", static () => _ = checked(int.MaxValue + Divide(1, 1)));
        check.Throws<OverflowException>("checked multiply", static () => _ = checked(long.MaxValue * DivideLong(2, 1)));
        check.Throws<OverflowException>("checked narrowing", static () => _ = checked((byte)Divide(256, 1)));
        check.Throws<OverflowException>("checked double to int", static () => _ = checked((int)(Divide(1, 1) * 3e9)));
        check.Equal("checked that fits", checked(Divide(40, 1) + 2), 42);
        check.Equal("fault in try with finally", Logged(static () => { try { Divide(1, 0); } catch (DivideByZeroException) { s_log += "d"; } finally { s_log += "f"; } }), "df");
        int sum = 0;
        for (int i = 0; i < 100; i++)
        {
            try
            {
                sum += Read(i % 2 == 0 ? null : new Holder());
            }
            catch (NullReferenceException)
            {
                sum += 100;
            }
        }
        check.Equal("many faults", sum, 50 * 100 + 50);
    }

    private static class Failing1
    {
        internal static readonly int Value = Compute();

        private static int Compute()
        {
            Attempts++;
            Throw("static");
            return 1;
        }
    }

    private static int Attempts;

    private static class Counted
    {
        internal static readonly List<int> Items;

        static Counted()
        {
            Attempts += 100;
            Items = [1, 2, 3];
        }
    }

    private static class CircleA
    {
        internal static readonly int Value = CircleB.Value + 1;
    }

    private static class CircleB
    {
        internal static readonly int Value = CircleA.Value + 10;
    }

    private static void StaticConstructors(Check check)
    {
        Attempts = 0;
        string first = TypeInitialization();
        string second = TypeInitialization();
        check.Equal("a failing static constructor", first, "static");
        check.Equal("fails again without running again", second + Attempts, "static1");
        Attempts = 0;
        check.Equal("runs once", Counted.Items.Count + Counted.Items.Count + Attempts, 106);
        check.Equal("circles see zero", CircleA.Value * 100 + CircleB.Value, 1110);
    }

    private static string TypeInitialization()
    {
        try
        {
            return "value " + Failing1.Value;
        }
        catch (TypeInitializationException e)
        {
            return e.InnerException!.Message;
        }
    }

    private static int s_depth;

    private static void Deep(Check check, int frames)
    {
        string name = $"finally blocks of {frames} frames";
        if (check.Omits(name))
            return;
        s_depth = 0;
        try
        {
            Down(frames);
        }
        catch (InvalidOperationException)
        {
        }
        check.Equal(name, s_depth, frames);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Down(int depth)
    {
        if (depth == 0)
            Throw("bottom");
        try
        {
            Down(depth - 1);
        }
        finally
        {
            s_depth++;
        }
    }
}
