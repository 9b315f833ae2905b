//! Random numbers with a fixed seed, so that every run on every machine measures the same rows.

/// `SplitMix64`: small, and good enough for making rows.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to below `sides`.
    pub(super) fn roll(&mut self, sides: usize) -> usize {
        let wide = u128::from(self.next()) * sides as u128;
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// Whether something with this chance in percent happens.
    pub(super) fn percent(&mut self, chance: usize) -> bool {
        self.roll(100) < chance
    }

    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }
}

/// Ranks by Zipf's law: the first occurs twice as often as the second, and three times as often as
/// the third.
pub(super) struct Zipf(Vec<u64>);

impl Zipf {
    pub(super) fn new(ranks: usize) -> Self {
        const WHOLE: u64 = 1 << 40;
        let mut sum = 0;
        let sums = (1..=ranks as u64).map(|rank| {
            sum += WHOLE / rank;
            sum
        });
        Self(sums.collect())
    }

    /// A rank from 0.
    pub(super) fn roll(&self, dice: &mut Dice) -> usize {
        let last = self.0.last().copied().and_then(|sum| usize::try_from(sum).ok()).unwrap_or(1);
        let point = dice.roll(last) as u64;
        self.0.partition_point(|sum| *sum <= point)
    }
}
