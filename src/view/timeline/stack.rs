//! How the lanes share the room: what each of them looks like, and how tall it is.

/// What a lane looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Folded: one row that says how much lies where.
    Strip,
    /// Low bars without titles, because there is no room for these.
    Low,
    /// How much lies where, because even bars would be too many.
    Profile,
    /// Rows as tall as a line of text, with titles.
    Titled,
}

/// The height of a folded lane, and the least height of any lane, in points.
pub const STRIP: f32 = 22.0;
/// The height of a lane that is a profile, in points.
pub const PROFILE: f32 = 38.0;
/// The lowest and the tallest row with titles, in points.
pub const TITLED: std::ops::RangeInclusive<f32> = 18.0..=24.0;
/// The height of a row of low bars, in points.
pub const LOW: f32 = 6.0;
/// The height of the band of longer passages, in points.
pub const BAND: f32 = 16.0;
/// The space above the first row of a lane and below its last one, in points.
pub const AROUND: f32 = 3.0;
/// More rows of low bars than these are drawn as a profile.
const MOST_LOW: usize = 12;
/// A lane of so many rows has titles however little room there is.
const FEW: usize = 8;

/// How many rows a lane takes in each form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Need {
    /// Rows with titles; none where they were not asked for.
    pub titled: Option<usize>,
    /// Rows of low bars; none where there are too many bars to be told apart.
    pub low: Option<usize>,
    /// Longer passages; folded into a band they take one row, unfolded one each at the most.
    pub longer: usize,
    /// Rows of longer passages with titles.
    pub longer_rows: usize,
    /// Whether somebody has folded (`false`) or unfolded (`true`) the lane, or chosen it.
    pub asked: Option<bool>,
    /// Whether somebody has folded or unfolded the band of longer passages.
    pub longer_asked: Option<bool>,
}

/// How the longer passages of a lane are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Longer {
    /// Not at all: there are none, or the lane is folded.
    #[default]
    None,
    /// As one band with their number.
    Band,
    /// As the band and below it the rows it was unfolded into.
    Unfolded,
    /// As rows, without a band: there is room for all of them, or there is only one.
    Rows,
}

impl Longer {
    /// Whether there is a band.
    #[must_use]
    pub fn has_band(self) -> bool {
        matches!(self, Self::Band | Self::Unfolded)
    }

    /// Whether there are rows.
    #[must_use]
    pub fn has_rows(self) -> bool {
        matches!(self, Self::Unfolded | Self::Rows)
    }
}

/// What a lane looks like and how tall it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// What it looks like.
    pub form: Form,
    /// How its longer passages are shown.
    pub longer: Longer,
    /// The height of a row with titles, in points.
    pub pitch: f32,
    /// In points.
    pub height: f32,
}

impl Need {
    fn longer(&self, form: Form, all_fit: bool) -> Longer {
        match (form, self.longer, self.longer_asked) {
            (Form::Strip | Form::Profile, ..) | (_, 0, _) => Longer::None,
            (Form::Titled, 1, _) => Longer::Rows,
            (Form::Titled, _, None) if all_fit && self.longer_rows > 0 => Longer::Rows,
            (_, _, Some(true)) => Longer::Unfolded,
            _ => Longer::Band,
        }
    }

    /// How many rows with titles a lane has in a form.
    fn rows(&self, form: Form, longer: Longer) -> usize {
        let own = if form == Form::Titled { self.titled.unwrap_or(0) } else { 0 };
        own + if longer.has_rows() { self.longer_rows } else { 0 }
    }

    fn share(&self, form: Form, all_fit: bool, pitch: f32) -> Share {
        let longer = self.longer(form, all_fit);
        #[expect(clippy::cast_precision_loss, reason = "a small number of rows")]
        let (rows, low) = (self.rows(form, longer) as f32, self.low.unwrap_or(0) as f32);
        let band = if longer.has_band() { BAND } else { 0.0 };
        let height = match form {
            Form::Strip => STRIP,
            Form::Profile => PROFILE,
            Form::Low => 2.0 * AROUND + low * LOW + band + rows * pitch,
            Form::Titled => 2.0 * AROUND + band + rows * pitch,
        };
        Share { form, longer, pitch, height: height.max(STRIP) }
    }

    /// The form that takes the least room and still shows each passage, if it can.
    fn least(&self) -> Form {
        match (self.asked, self.titled, self.low) {
            (Some(false), ..) => Form::Strip,
            (Some(true), Some(_), _) => Form::Titled,
            (_, Some(rows), _) if rows <= FEW => Form::Titled,
            (_, _, Some(rows)) if rows <= MOST_LOW => Form::Low,
            _ => Form::Profile,
        }
    }

    /// The form with titles, where the lane may have them.
    fn most(&self) -> Form {
        if self.asked == Some(false) || self.titled.is_none() { self.least() } else { Form::Titled }
    }
}

/// Shares a height out. Where there is room for all titles, rows grow until they fill it; where there is not, the first lanes
/// have titles as long as there is room, and the others low bars or a profile. What takes more all the same is scrolled.
#[must_use]
pub fn share(needs: &[Need], height: f32) -> Vec<Share> {
    let low = *TITLED.start();
    let total = |shares: &[Share]| shares.iter().map(|share| share.height).sum::<f32>();
    for all_fit in [true, false] {
        let shares: Vec<Share> = needs.iter().map(|need| need.share(need.most(), all_fit, low)).collect();
        let free = height - total(&shares);
        if free >= 0.0 {
            let rows: usize = needs.iter().zip(&shares).map(|(need, share)| need.rows(share.form, share.longer)).sum();
            #[expect(clippy::cast_precision_loss, reason = "a small number of rows")]
            let pitch = (low + free / rows.max(1) as f32).min(*TITLED.end());
            return needs.iter().map(|need| need.share(need.most(), all_fit, pitch)).collect();
        }
    }
    let mut shares: Vec<Share> = needs.iter().map(|need| need.share(need.least(), false, low)).collect();
    let mut free = height - total(&shares);
    for (need, share) in needs.iter().zip(&mut shares) {
        let titled = need.share(need.most(), false, low);
        let more = titled.height - share.height;
        if more <= free {
            free -= more.max(0.0);
            *share = titled;
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn need(titled: usize, low: usize, longer: usize) -> Need {
        Need { titled: Some(titled), low: Some(low), longer, longer_rows: longer, ..Need::default() }
    }

    fn forms(needs: &[Need], height: f32) -> Vec<Form> {
        share(needs, height).into_iter().map(|share| share.form).collect()
    }

    #[test]
    fn few_passages_fill_the_room_with_titles_and_many_keep_to_low_bars() {
        let few = share(&[need(2, 1, 3), need(1, 1, 0)], 400.0);
        assert!(few.iter().all(|share| share.form == Form::Titled && share.pitch > 20.0));
        assert_eq!(few[0].longer, Longer::Rows, "there is room for the longer ones too");
        assert_eq!(share(&[need(2, 1, 3), need(1, 1, 0)], 100.0)[0].longer, Longer::Band);
        assert_eq!(forms(&[need(15, 3, 0), need(1, 1, 0)], 100.0), [Form::Low, Form::Titled]);
        assert_eq!(forms(&[need(30, 20, 0)], 100.0), [Form::Profile]);
        assert!(share(&[], 100.0).is_empty());
    }

    #[test]
    fn what_somebody_asked_for_is_done_whatever_the_room() {
        let asked = |asked| Need { asked: Some(asked), ..need(30, 20, 5) };
        assert_eq!(forms(&[asked(true)], 50.0), [Form::Titled]);
        assert_eq!(forms(&[asked(false)], 5000.0), [Form::Strip]);
        let unfolded = Need { longer_asked: Some(true), ..need(3, 2, 5) };
        assert_eq!(share(&[unfolded], 40.0)[0].longer, Longer::Unfolded);
        let folded = Need { longer_asked: Some(false), ..need(3, 2, 5) };
        assert_eq!(share(&[folded], 4000.0)[0].longer, Longer::Band);
    }

    proptest! {
        #[test]
        fn more_room_never_takes_titles_away(
            rows in prop::collection::vec((0_usize..20, 0_usize..8, 0_usize..6), 1..9), height in 40.0_f32..600.0, more in 0.0_f32..200.0,
        ) {
            let needs: Vec<Need> = rows.into_iter().map(|(titled, low, longer)| need(titled, low, longer)).collect();
            let titled = |height| forms(&needs, height).into_iter().filter(|form| *form == Form::Titled).count();
            if titled(height) == needs.len() {
                prop_assert_eq!(titled(height + more), needs.len());
            }
            let all = share(&needs, height);
            prop_assert!(all.iter().all(|share| share.height >= STRIP && TITLED.contains(&share.pitch)));
            let total: f32 = all.iter().map(|share| share.height).sum();
            let stretched = all.iter().any(|share| share.pitch > *TITLED.start() + 0.01);
            prop_assert!(!stretched || total <= height + 0.1, "rows grow into free room alone");
        }
    }
}
